# Installs the build into a fresh prefix, builds the consumer against it, and runs both programs.
# cmake -DBUILD=<build folder> -DSOURCE=<this folder> -DWORK=<scratch folder> -P run.cmake
cmake_minimum_required(VERSION 3.24)
file(REMOVE_RECURSE ${WORK})

function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE errors)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "${ARGN}: ${status}\n${output}\n${errors}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${WORK}/prefix)
file(GLOB_RECURSE internal ${WORK}/prefix/include/*/internal/*)
if(internal)
  message(FATAL_ERROR "internal headers were installed: ${internal}")
endif()
foreach(needed share/trefoil/english.model share/trefoil/gazetteer.bin share/man/man1/trefoil.1 share/doc/trefoil/NOTICE
        share/bash-completion/completions/trefoil share/zsh/site-functions/_trefoil share/fish/vendor_completions.d/trefoil.fish)
  if(NOT EXISTS ${WORK}/prefix/${needed})
    message(FATAL_ERROR "${needed} was not installed")
  endif()
endforeach()

run(${CMAKE_COMMAND} -S ${SOURCE} -B ${WORK}/build -G Ninja -DCMAKE_PREFIX_PATH=${WORK}/prefix -DCMAKE_BUILD_TYPE=Debug
    -DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
run(${CMAKE_COMMAND} --build ${WORK}/build)
run(${WORK}/build/consumer)
if(NOT output STREQUAL "3\n")
  message(FATAL_ERROR "the consumer said '${output}'")
endif()

# The installed program finds its data beside itself.
file(WRITE ${WORK}/a.txt "Maria Keller founded Northwind in Berlin.\n")
run(${CMAKE_COMMAND} -E env --unset=TREFOIL_MODEL --unset=TREFOIL_DATA ${WORK}/prefix/bin/trefoil extract --format jsonl ${WORK}/a.txt)
if(NOT output MATCHES "Northwind")
  message(FATAL_ERROR "the installed program found nothing: '${output}'")
endif()

# The Debian package holds the same and names the libraries that it needs.
file(MAKE_DIRECTORY ${WORK}/package)
run(cpack -G DEB --config ${BUILD}/CPackConfig.cmake -B ${WORK}/package)
file(GLOB package ${WORK}/package/trefoil_*.deb)
run(dpkg-deb --contents ${package})
foreach(needed usr/bin/trefoil usr/share/trefoil/english.model usr/share/man/man1/trefoil.1)
  if(NOT output MATCHES "${needed}")
    message(FATAL_ERROR "${needed} is not in the package")
  endif()
endforeach()
run(dpkg-deb --field ${package} Depends)
if(NOT output MATCHES "libgvc")
  message(FATAL_ERROR "the package does not depend on Graphviz: '${output}'")
endif()
