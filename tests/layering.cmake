# Checks which folder includes what (docs/architecture.md). Run as a test: cmake -DROOT=<repository> -P layering.cmake
set(allowed_base base)
cmake_minimum_required(VERSION 3.24)
set(allowed_store store base)
set(allowed_extract extract base)
set(allowed_graph graph store extract base)
set(allowed_query query graph base)
set(allowed_cli cli query graph extract store base)
set(folders base store extract graph query cli)

# Third-party headers: a pattern of the include and a pattern of the files that may have it.
set(outside
  "^rocksdb/"             "^store/(rocks_[^/]*|internal/[^/]*)$"
  "^boost/"               "^graph/(bgl[^/]*|[^/]*\\.cpp)$"
  "^CLI/"                 "^(cli|extract/train)/"
  "^nlohmann/json\\.hpp$" "\\.cpp$"
  "^histedit\\.h$"        "^cli/"
  "^graphviz/"            "^graph/"
  "^(serd|libxml)/"      "^graph/"
  "^(gumbo|archive|archive_entry)\\.h$" "^extract/"
  "^Eigen/"               "^extract/")

set(problems "")
set(includes 0)
foreach(folder IN LISTS folders)
  file(GLOB_RECURSE files RELATIVE ${ROOT} ${ROOT}/${folder}/*.hpp ${ROOT}/${folder}/*.cpp)
  foreach(file IN LISTS files)
    file(STRINGS ${ROOT}/${file} lines REGEX "^[ \t]*#[ \t]*include")
    foreach(line IN LISTS lines)
      math(EXPR includes "${includes} + 1")
      if(line MATCHES "include[ \t]*\"([^\"]+)\"")
        set(target ${CMAKE_MATCH_1})
        string(REGEX MATCH "^[^/]+" part ${target})
        if(NOT part IN_LIST folders)
          list(APPEND problems "${file}: \"${target}\" does not start at the repository root")
        elseif(NOT part IN_LIST allowed_${folder})
          list(APPEND problems "${file}: ${folder} may not include ${part} (${target})")
        elseif(target MATCHES "/internal/" AND NOT part STREQUAL folder)
          list(APPEND problems "${file}: ${target} is internal to ${part}")
        endif()
      elseif(line MATCHES "include[ \t]*<([^>]+)>")
        set(target ${CMAKE_MATCH_1})
        set(rules ${outside})
        while(rules)
          list(POP_FRONT rules header user)
          if(target MATCHES "${header}" AND NOT file MATCHES "${user}")
            list(APPEND problems "${file}: <${target}> does not belong here")
          endif()
        endwhile()
      endif()
    endforeach()
  endforeach()
endforeach()

if(includes LESS 100)
  message(FATAL_ERROR "only ${includes} includes found under '${ROOT}': is that the repository?")
endif()
if(problems)
  list(JOIN problems "\n  " text)
  message(FATAL_ERROR "wrong includes:\n  ${text}")
endif()
message(STATUS "${includes} includes, all allowed")
