# How every target of ours is compiled. A floor gets all of it by linking torg_options.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

# Assertions stay on in every build type: what ships is what was tested.
# -g1 keeps line numbers for backtraces without the bulk of full debug information.
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1")
set(CMAKE_CXX_FLAGS_DEBUG "-O0 -g")

find_program(TORG_CCACHE ccache)
if(TORG_CCACHE)
  # ccache keeps no result that used a precompiled header unless it is told that this is wanted.
  set(CMAKE_CXX_COMPILER_LAUNCHER
      "${CMAKE_COMMAND}" -E env CCACHE_SLOPPINESS=pch_defines,time_macros "${TORG_CCACHE}")
endif()

# Compressed, line numbers take a third of the room in the executable.
add_link_options(-gz)

add_library(torg_options INTERFACE)
target_compile_features(torg_options INTERFACE cxx_std_20)
target_include_directories(
  torg_options INTERFACE "${PROJECT_SOURCE_DIR}/server"
                         "${PROJECT_SOURCE_DIR}/protocol/generated/cpp")
target_compile_options(torg_options INTERFACE -Wall -Wextra)
# g++ 12 sees overlaps in std::string that are not there (GCC bug 105651, mended in 13).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(torg_options INTERFACE -Wno-restrict -Wno-array-bounds)
endif()
if(TORG_WERROR)
  target_compile_options(torg_options INTERFACE -Werror)
  # What g++ finds only while it optimises differs from version to version, and is often not there:
  # it is shown, but stops nothing. clang finds the real ones in the code as written.
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(
      torg_options
      INTERFACE -Wno-error=maybe-uninitialized -Wno-error=stringop-overflow
                -Wno-error=stringop-overread -Wno-error=free-nonheap-object -Wno-error=nonnull)
  endif()
endif()

if(TORG_SANITIZE STREQUAL "address")
  set(sanitizers -fsanitize=address,undefined -fno-sanitize-recover=all)
elseif(TORG_SANITIZE STREQUAL "thread")
  set(sanitizers -fsanitize=thread)
elseif(TORG_SANITIZE)
  message(FATAL_ERROR "TORG_SANITIZE is \"${TORG_SANITIZE}\"; known are \"\", address and thread")
endif()
if(TORG_SANITIZE)
  target_compile_options(torg_options INTERFACE ${sanitizers} -fno-omit-frame-pointer)
  target_link_options(torg_options INTERFACE ${sanitizers})
  set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O1 -g1")
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # What the sanitizers add hides from GCC that Boost's optional and its like are initialized.
    target_compile_options(torg_options INTERFACE -Wno-maybe-uninitialized)
    # Boost.Asio uses fences, which GCC's thread sanitizer does not follow and says so.
    if(TORG_SANITIZE STREQUAL "thread")
      target_compile_options(torg_options INTERFACE -Wno-tsan)
    endif()
  endif()
elseif(TORG_STATIC)
  target_link_options(torg_options INTERFACE -static-libstdc++ -static-libgcc)
endif()
