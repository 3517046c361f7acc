# trefoil_loads(target package): the target includes the package's headers and loads its library (the first one that
# pkg-config names) when it needs it, by base/shared_library.hpp, instead of being linked to it. The library's name
# (libgvc.so.6) is given as the macro TREFOIL_LIBRARY_<library>.
function(trefoil_loads target package)
  list(GET ${package}_LIBRARIES 0 library)
  find_library(path ${library} HINTS ${${package}_LIBRARY_DIRS} REQUIRED NO_CACHE)
  execute_process(COMMAND ${CMAKE_OBJDUMP} -p ${path} OUTPUT_VARIABLE headers COMMAND_ERROR_IS_FATAL ANY)
  if(NOT headers MATCHES "SONAME +([^ \n]+)")
    message(FATAL_ERROR "${path} has no name to load it by")
  endif()
  string(MAKE_C_IDENTIFIER ${library} identifier)
  target_compile_definitions(${target} PRIVATE TREFOIL_LIBRARY_${identifier}="${CMAKE_MATCH_1}")
  target_include_directories(${target} SYSTEM PRIVATE ${${package}_INCLUDE_DIRS})
endfunction()
