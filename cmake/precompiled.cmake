# More than half of a compilation is reading the headers of the standard library and of Eigen: once a
# target is enough. Every file still includes what it uses: tools/tidy.mjs compiles without this.
function(initlab_read_headers_once target)
  set(headers <algorithm> <array> <bit> <cmath> <coroutine> <cstdint> <functional> <iterator> <limits>
    <memory> <numbers> <optional> <span> <string> <string_view> <utility> <variant> <vector>)
  if("initlab_eigen" IN_LIST ARGN OR "initlab_core" IN_LIST ARGN)
    list(APPEND headers <Eigen/Core>)
  endif()
  if("initlab_gtest" IN_LIST ARGN)
    list(APPEND headers <gtest/gtest.h>)
  endif()
  if("initlab_imgui" IN_LIST ARGN)
    list(APPEND headers <imgui.h>)
  endif()
  target_precompile_headers(${target} PRIVATE ${headers})
endfunction()
