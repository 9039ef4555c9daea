#pragma once

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

namespace torg::test {

/// A certificate for a host name or an IPv4 address that signs itself, made anew for each run and
/// written as PEM, so that no key lies in the project. Valid since two hours ago.
inline void write_certificate(std::string const& name, std::filesystem::path const& certificate,
                              std::filesystem::path const& key, long valid_s = 3'600) {
  std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> const pair(EVP_EC_gen("P-256"),
                                                                 EVP_PKEY_free);
  std::unique_ptr<X509, decltype(&X509_free)> const made(X509_new(), X509_free);
  X509_set_version(made.get(), X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(made.get()), -7'200);
  X509_gmtime_adj(X509_getm_notAfter(made.get()), valid_s);
  X509_set_pubkey(made.get(), pair.get());
  auto* const subject = X509_get_subject_name(made.get());
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
                             reinterpret_cast<unsigned char const*>(name.c_str()), -1, -1, 0);
  X509_set_issuer_name(made.get(), subject);
  bool const is_address = name.find_first_not_of("0123456789.") == std::string::npos;
  std::unique_ptr<X509_EXTENSION, decltype(&X509_EXTENSION_free)> const names(
      X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name,
                          ((is_address ? "IP:" : "DNS:") + name).c_str()),
      X509_EXTENSION_free);
  X509_add_ext(made.get(), names.get(), -1);
  X509_sign(made.get(), pair.get(), EVP_sha256());

  auto const write = [](std::filesystem::path const& path, auto const& put) {
    std::unique_ptr<FILE, decltype(&std::fclose)> const file(std::fopen(path.c_str(), "w"),
                                                             std::fclose);
    if (!file || put(file.get()) != 1) throw std::runtime_error("cannot write " + path.string());
  };
  write(certificate, [&](FILE* file) { return PEM_write_X509(file, made.get()); });
  write(key, [&](FILE* file) {
    return PEM_write_PrivateKey(file, pair.get(), nullptr, nullptr, 0, nullptr, nullptr);
  });
}

}  // namespace torg::test
