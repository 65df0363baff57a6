# How our own code is compiled. The dependencies get none of this but the arithmetic.

# The same sums everywhere: never contract a*b+c, never fast-math.
add_compile_options(-ffp-contract=off)

if(INITLAB_SANITIZE)
  # Not vptr: it needs the type information that the product's code is built without.
  add_compile_options(-fsanitize=address,undefined -fno-sanitize=vptr -fno-sanitize-recover=all
    -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()

# initlab_compile_options(target [optimization]): warnings as errors, and the level of optimization
# of release builds.
function(initlab_compile_options target)
  target_compile_options(${target} PRIVATE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Werror
    # GCC 12 sees uninitialized values within Eigen that there are not.
    $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-maybe-uninitialized>
    $<$<CONFIG:Release>:${ARGN}>)
endfunction()

# Product code does without exceptions and run-time type information; tests use what GTest needs.
function(initlab_no_exceptions target)
  target_compile_options(${target} PRIVATE -fno-exceptions -fno-rtti)
endfunction()
