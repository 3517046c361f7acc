# Installs the program, the libraries and the config package for find_package(Trefoil).
include(CMakePackageConfigHelpers)
install(EXPORT TrefoilTargets NAMESPACE trefoil:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/Trefoil)
configure_package_config_file(cmake/TrefoilConfig.cmake.in ${PROJECT_BINARY_DIR}/TrefoilConfig.cmake
  INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/Trefoil)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/TrefoilConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/TrefoilConfig.cmake ${PROJECT_BINARY_DIR}/TrefoilConfigVersion.cmake
        cmake/Dependencies.cmake DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/Trefoil)
install(FILES models/english.model data/gazetteer.bin data/relations.tsv DESTINATION ${CMAKE_INSTALL_DATADIR}/trefoil)
install(FILES docs/trefoil.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES LICENSE NOTICE README.md DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/trefoil)
install(FILES cli/completions/trefoil.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME trefoil)
install(FILES cli/completions/_trefoil DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(FILES cli/completions/trefoil.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)

# `cpack -G DEB` in the build folder makes a Debian package.
set(CPACK_PACKAGE_NAME trefoil)
set(CPACK_PACKAGE_CONTACT "The Trefoil developers")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Builds a knowledge graph from English news text and answers questions about it")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION text)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libgvc6, libarchive13, libxml2, libedit2")  # loaded when needed
set(CPACK_STRIP_FILES ON)
include(CPack)
