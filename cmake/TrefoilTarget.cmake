# trefoil_library(part SOURCES ... [PUBLIC ...] [PRIVATE ...])
# Makes trefoil_<part> with alias trefoil::<part>: C++20, warnings, the repository root as include folder, and its
# install rule (headers go to include/trefoil/<part>/, internal ones stay behind).
add_library(trefoil_warnings INTERFACE)
target_compile_options(trefoil_warnings INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow
                       -Wold-style-cast -Wnon-virtual-dtor)
# g++ 12 warns falsely in its own std::string (GCC bug 105651) and in fmt's buffers once they are inlined at -O3.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(trefoil_warnings INTERFACE -Wno-restrict -Wno-stringop-overflow)
endif()

function(trefoil_library part)
  cmake_parse_arguments(ARG "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(trefoil_${part} STATIC ${ARG_SOURCES})
  add_library(trefoil::${part} ALIAS trefoil_${part})
  set_target_properties(trefoil_${part} PROPERTIES EXPORT_NAME ${part})
  target_compile_features(trefoil_${part} PUBLIC cxx_std_20)
  target_include_directories(trefoil_${part} PUBLIC
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/trefoil>)
  target_link_libraries(trefoil_${part} PUBLIC ${ARG_PUBLIC} PRIVATE ${ARG_PRIVATE}
                        $<BUILD_INTERFACE:trefoil_warnings>)
  install(TARGETS trefoil_${part} EXPORT TrefoilTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
  install(DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/trefoil/${part}
          FILES_MATCHING PATTERN "*.hpp" PATTERN internal EXCLUDE PATTERN train EXCLUDE)
endfunction()
