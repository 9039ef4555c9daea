# Third-party libraries, all from the distribution's packages.
#
# Targets to link: Threads::Threads Boost::headers nlohmann_json::nlohmann_json SQLite::SQLite3
#                  OpenSSL::SSL OpenSSL::Crypto torg::sodium torg::qrcodegen torg::brotli torg::boost
#                  CLI11::CLI11

if(TORG_STATIC AND NOT TORG_SANITIZE)
  set(CMAKE_FIND_LIBRARY_SUFFIXES .a .so)
endif()

find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED CONFIG)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(SQLite3 3.40 REQUIRED)
find_package(CLI11 REQUIRED)
if(TORG_STATIC AND NOT TORG_SANITIZE)
  set(OPENSSL_USE_STATIC_LIBS TRUE)
endif()
find_package(OpenSSL 3.0 REQUIRED)
if(OPENSSL_USE_STATIC_LIBS)
  # From 3.5 on Debian's compresses certificates. Earlier ones take nothing from these.
  foreach(library z zstd)
    find_library(torg_${library}_library ${library} REQUIRED)
    set_property(
      TARGET OpenSSL::Crypto
      APPEND
      PROPERTY INTERFACE_LINK_LIBRARIES "${torg_${library}_library}")
  endforeach()
endif()

function(torg_find_library target header library)
  find_path(${target}_include ${header} REQUIRED)
  find_library(${target}_library ${library} REQUIRED)
  add_library(torg::${target} UNKNOWN IMPORTED GLOBAL)
  set_target_properties(
    torg::${target} PROPERTIES IMPORTED_LOCATION "${${target}_library}"
                               INTERFACE_INCLUDE_DIRECTORIES "${${target}_include}")
endfunction()

torg_find_library(sodium sodium.h sodium)
torg_find_library(qrcodegen qrcodegen/qrcodegen.hpp qrcodegencpp)
torg_find_library(brotli_common brotli/types.h brotlicommon)
torg_find_library(brotli brotli/encode.h brotlienc)
target_link_libraries(torg::brotli INTERFACE torg::brotli_common)

# Asio and Beast with their bodies compiled once instead of in every file that includes them.
add_library(torg_boost STATIC "${CMAKE_CURRENT_LIST_DIR}/boost_bodies.cpp")
target_compile_definitions(
  torg_boost PUBLIC BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION
                    BOOST_ASIO_NO_DEPRECATED)
target_link_libraries(torg_boost PUBLIC Boost::headers Threads::Threads PRIVATE torg_options)
target_compile_options(torg_boost PRIVATE -w)
add_library(torg::boost ALIAS torg_boost)
