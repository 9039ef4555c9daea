#include "live/known_tokens.hpp"

#include <gtest/gtest.h>

#include "live/credential.hpp"

namespace torg::live {
namespace {

constexpr std::string_view stream = "meeting/abcdefghij";

store::Credential of(std::string_view role, std::string_view token) {
  return credential_of(stream, role, token);
}

KnownTokens with(std::vector<store::Credential> const& credentials) {
  KnownTokens tokens(stream);
  tokens.learn(credentials);
  return tokens;
}

TEST(KnownTokens, given_credentials_of_each_role_then_their_tokens_are_known_as_that) {
  auto participant = of(credential_role::participant, "p");
  participant.subject = "p17";
  auto const tokens =
      with({participant, of(credential_role::facilitator, "f"), of(credential_role::screen, "s"),
            of(credential_role::organiser, "o"), of(credential_role::join_link, "j")});
  EXPECT_EQ(tokens.find("p")->role, protocol::Role::participant);
  EXPECT_EQ(tokens.find("p")->participant, 17);
  EXPECT_EQ(tokens.find("f")->role, protocol::Role::facilitator);
  EXPECT_EQ(tokens.find("f")->subject.front(), 'f');
  EXPECT_EQ(tokens.find("s")->role, protocol::Role::screen);
  EXPECT_EQ(tokens.find("o")->role, protocol::Role::organiser);
  EXPECT_EQ(tokens.find("j"), nullptr);
  EXPECT_EQ(tokens.find("nobody"), nullptr);
}

TEST(KnownTokens, given_a_revoked_credential_then_it_is_known_and_not_valid) {
  auto revoked = of(credential_role::facilitator, "f");
  revoked.revoked = true;
  auto const tokens = with({revoked});
  ASSERT_NE(tokens.find("f"), nullptr);
  EXPECT_EQ(tokens.find_valid("f"), nullptr);
  EXPECT_TRUE(tokens.refusal_of(protocol::IssueFacilitatorLink{"abcdefghij", "f", false}));
}

TEST(KnownTokens, given_a_token_of_one_role_when_asked_for_another_then_the_field_is_named) {
  auto const tokens = with({of(credential_role::facilitator, "f")});
  auto const refused = tokens.refusal_of(protocol::IssueScreenLink{"f"});
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->code, protocol::ErrorCode::duplicate);
  EXPECT_EQ(refused->field, "command.token");
  EXPECT_FALSE(tokens.refusal_of(protocol::IssueFacilitatorLink{"abcdefghij", "f", false}));
  EXPECT_FALSE(tokens.refusal_of(protocol::IssueScreenLink{"new"}));
}

TEST(KnownTokens, given_a_link_that_replaces_the_others_then_they_are_revoked_and_it_is_not) {
  auto tokens =
      with({of(credential_role::facilitator, "first"), of(credential_role::facilitator, "second"),
            of(credential_role::screen, "wall")});
  auto const issue = tokens.issue_of(protocol::IssueFacilitatorLink{"abcdefghij", "second", true});
  ASSERT_TRUE(issue);
  store::Unit unit;
  tokens.put_into(unit, *issue);
  // The token is known already, so nothing is put.
  ASSERT_EQ(unit.size(), 1u);
  EXPECT_EQ(std::get<store::RevokeCredential>(unit.front()).hash, token_hash_in(stream, "first"));
  EXPECT_TRUE(tokens.find_valid("first")) << "nothing is on the disk yet";

  auto const subject = tokens.find("first")->subject;
  EXPECT_EQ(tokens.on_issued(*issue), std::vector<std::string>{subject});
  EXPECT_FALSE(tokens.find_valid("first"));
  EXPECT_TRUE(tokens.find_valid("second"));
  EXPECT_TRUE(tokens.find_valid("wall"));
}

TEST(KnownTokens, given_a_new_link_when_it_is_on_the_disk_then_it_lets_in) {
  auto tokens = with({});
  auto const issue = tokens.issue_of(protocol::IssueScreenLink{"wall"});
  ASSERT_TRUE(issue);
  store::Unit unit;
  tokens.put_into(unit, *issue);
  ASSERT_EQ(unit.size(), 1u);
  EXPECT_EQ(std::get<store::PutCredential>(unit.front()).hash, token_hash_in(stream, "wall"));
  EXPECT_FALSE(tokens.find("wall"));
  EXPECT_TRUE(tokens.on_issued(*issue).empty());
  EXPECT_EQ(tokens.find_valid("wall")->role, protocol::Role::screen);
}

}  // namespace
}  // namespace torg::live
