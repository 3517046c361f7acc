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
