# The oldest native compilers that the tests have passed on (CONTRIBUTING.md). With older ones this
# may compile and then crash: GCC 11 and 12 destroy the operands of an awaited conditional twice,
# which is why tools/check_layers.mjs refuses one. Emscripten's is checked by tools/toolchain.sh.
if(EMSCRIPTEN)
  return()
endif()
set(oldest_GNU 12.2)
set(oldest_Clang 21.1)
set(oldest ${oldest_${CMAKE_CXX_COMPILER_ID}})
if(NOT oldest OR CMAKE_CXX_COMPILER_VERSION VERSION_LESS oldest)
  message(FATAL_ERROR "initlab's tests have not passed on ${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}: "
    "take GCC ${oldest_GNU} or Clang ${oldest_Clang}, or a newer one.")
endif()
