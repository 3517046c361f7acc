#pragma once

namespace trefoil {

/// A shared library that is loaded when it is first needed. Libraries that few commands need
/// (pictures, archives, line editing) would take more time to load than a lookup takes. Stays
/// loaded for the life of the process. Thread-safe.
class SharedLibrary {
  public:
    /// `file` is the name to load it by ("libgvc.so.6"). Throws Error that names it.
    explicit SharedLibrary(const char* file);

    /// The function `name` of the library, of type F (a pointer). Throws Error if there is none.
    template <class F>
    [[nodiscard]] F function(const char* name) const {
        return reinterpret_cast<F>(symbol(name));
    }

  private:
    [[nodiscard]] void* symbol(const char* name) const;

    void* handle_;
};

}  // namespace trefoil
