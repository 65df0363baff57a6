# Most of a small file's compilation is reading headers, and most of a long link is the work of making
# its pieces one again: the files of a folder are compiled together, but for one that says otherwise in its
# first line. Their names must not clash. INITLAB_UNITY=OFF compiles each alone.
option(INITLAB_UNITY "Compile the files of a folder together" ON)

# initlab_compile_together(target SOURCES...)
function(initlab_compile_together target)
  set_target_properties(${target} PROPERTIES UNITY_BUILD ${INITLAB_UNITY} UNITY_BUILD_MODE GROUP)
  foreach(file IN LISTS ARGN)
    cmake_path(RELATIVE_PATH file BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} OUTPUT_VARIABLE place)
    cmake_path(GET place PARENT_PATH folder)
    string(MAKE_C_IDENTIFIER "${folder}" group)
    set_property(SOURCE ${file} PROPERTY UNITY_GROUP ${group})
    file(STRINGS ${file} first LIMIT_COUNT 1)
    if(first MATCHES "^// Compiled alone:")
      set_property(SOURCE ${file} PROPERTY SKIP_UNITY_BUILD_INCLUSION ON)
      set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    endif()
  endforeach()
endfunction()
