#include "archive/guides.hpp"

#include <initializer_list>
#include <string_view>
#include <vector>

#include "archive/html/frame.hpp"
#include "archive/html/html.hpp"

namespace torg::archive {
namespace {

using Names = std::initializer_list<std::string_view>;

// What becomes of a ballot, drawn: into the box; a closed box that shows how many; the thread to
// the phone cut. Lines take the colour of the text, what is filled is a vote.
constexpr std::string_view vote_picture =
    "<svg class=\"g-pic\" viewBox=\"0 0 200 90\" aria-hidden=\"true\">"
    "<rect x=\"14\" y=\"10\" width=\"38\" height=\"70\" rx=\"6\"/><path d=\"M28 72h10\"/>"
    "<rect class=\"vote\" x=\"22\" y=\"24\" width=\"22\" height=\"28\"/>"
    "<path d=\"M66 38h44M102 30l9 8-9 8\"/><rect class=\"vote\" x=\"137\" y=\"8\" width=\"26\" "
    "height=\"32\"/><rect class=\"ground\" x=\"122\" y=\"38\" width=\"56\" height=\"42\"/>"
    "<path d=\"M132 46h36\"/></svg>";
constexpr std::string_view box_picture =
    "<svg class=\"g-pic\" viewBox=\"0 0 200 90\" aria-hidden=\"true\">"
    "<rect x=\"22\" y=\"38\" width=\"56\" height=\"42\"/><path d=\"M32 46h36\"/>"
    "<rect x=\"100\" y=\"38\" width=\"78\" height=\"42\"/><path class=\"thin\" d=\"M112 50v18M118 "
    "50v18M124 50v18M130 50v18M109 66l24-14M144 50v18M150 50v18M156 50v18\"/></svg>";
constexpr std::string_view cut_picture =
    "<svg class=\"g-pic\" viewBox=\"0 0 200 90\" aria-hidden=\"true\">"
    "<rect x=\"14\" y=\"10\" width=\"38\" height=\"70\" rx=\"6\"/><path d=\"M28 72h10\"/>"
    "<path class=\"thread\" d=\"M56 45h24M102 45h24\"/><path d=\"M84 34l14 22M98 34L84 56\"/>"
    "<rect class=\"vote\" x=\"132\" y=\"12\" width=\"50\" height=\"14\"/>"
    "<rect class=\"vote\" x=\"132\" y=\"38\" width=\"50\" height=\"14\"/>"
    "<rect class=\"vote\" x=\"132\" y=\"64\" width=\"50\" height=\"14\"/></svg>";

// The texts of one kind of page, whose keys begin alike.
class Guide {
 public:
  Guide(std::string_view name, Catalogue const& say) : name_(name), say_(say) {
    out_ = "<h1>" + text("title") + "</h1>";
  }

  void lead() { out_ += "<p class=\"g-lead\">" + text("lead") + "</p>"; }
  void heading(std::string_view key) {
    out_ += "<h2>" + text(std::string(key) + "_title") + "</h2>";
  }
  void paragraphs(Names keys) {
    for (auto const key : keys) out_ += "<p>" + text(key) + "</p>";
  }
  // Points that begin with their own name in bold.
  void points(Names keys) {
    out_ += "<ul class=\"a-list\" role=\"list\">";
    for (auto const key : keys) {
      out_ += "<li><b class=\"name\">" + text(std::string(key) + "_title") + "</b><br>" +
              text(key) + "</li>";
    }
    out_ += "</ul>";
  }
  // On a narrow screen each row is a block, which makes browsers forget that it is a table, so the
  // roles are said. There the headings of the columns stand in each cell and not above.
  void table(std::string_view prefix, Names columns, Names rows) {
    auto const key = [&](std::string_view rest) { return std::string(prefix) + std::string(rest); };
    out_ += "<table class=\"a-table g-table\" role=\"table\"><caption class=\"sr\">" +
            text(key("_title")) +
            "</caption><thead role=\"rowgroup\"><tr role=\"row\">"
            "<th role=\"columnheader\" scope=\"col\">" +
            text(key("_head")) + "</th>";
    for (auto const column : columns) {
      out_ += "<th role=\"columnheader\" scope=\"col\">" + text(key("_" + std::string(column))) +
              "</th>";
    }
    out_ += "</tr></thead><tbody role=\"rowgroup\">";
    for (auto const row : rows) {
      std::string const of_row = key("." + std::string(row));
      out_ += "<tr role=\"row\"><th role=\"rowheader\" scope=\"row\">" + text(of_row) + "</th>";
      for (auto const column : columns) {
        out_ += "<td role=\"cell\"><span class=\"g-head\">" + text(key("_" + std::string(column))) +
                "</span>" + text(of_row + "_" + std::string(column)) + "</td>";
      }
      out_ += "</tr>";
    }
    out_ += "</tbody></table>";
  }
  void step(std::string_view picture, std::string_view key) {
    out_ += "<li>" + std::string(picture) + "<b class=\"name\">" +
            text(std::string(key) + "_title") + "</b><p>" + text(key) + "</p></li>";
  }
  void html(std::string_view html) { out_ += html; }
  void link(std::string const& href, std::string const& words) {
    out_ += "<p><a class=\"g-link\" href=\"" + escape_html(href) + "\">" + escape_html(words) +
            "</a></p>";
  }
  void link_to_page(std::string const& path, std::string_view title) {
    link(path + "?lang=" + say_.language(), say_(title));
  }

  std::string page() const {
    return frame("<article class=\"guide\">" + out_ + "</article>", say_);
  }

 private:
  std::string text(std::string_view key) const {
    return escape_html(say_(name_ + "." + std::string(key)));
  }

  std::string name_;
  Catalogue const& say_;
  std::string out_;
};

}  // namespace

std::string statement_page(Catalogue const& catalogue) {
  Guide guide("statement", catalogue);
  for (auto const part : {"scope", "status", "known", "contact", "supervision", "method"}) {
    guide.heading(part);
    guide.paragraphs({part});
  }
  guide.link("https://www.digg.se/tdosanmalan", "digg.se/tdosanmalan");
  return guide.page();
}

std::string secrecy_page(Catalogue const& catalogue) {
  Guide guide("secrecy", catalogue);
  guide.lead();
  guide.html("<ol class=\"g-steps\" role=\"list\">");
  guide.step(vote_picture, "vote");
  guide.step(box_picture, "open");
  guide.step(cut_picture, "sealed");
  guide.html("</ol>");
  guide.heading("who");
  guide.table("who", {"during", "after"},
              {"neighbour", "facilitator", "screen", "administrator", "visitor"});
  guide.heading("count");
  guide.paragraphs({"count_rule", "count_saved", "count_changes"});
  guide.heading("check");
  guide.paragraphs({"check_ballots", "check_fingerprint", "check_hall", "check_withheld"});
  guide.heading("limits");
  guide.paragraphs({"limits"});
  guide.points({"show", "server", "phones", "slips", "network", "copies", "small"});
  guide.link_to_page("/data", "data.title");
  return guide.page();
}

std::string data_page(Catalogue const& catalogue) {
  Guide guide("data", catalogue);
  guide.lead();
  guide.heading("responsible");
  guide.paragraphs({"responsible"});
  guide.heading("stored");
  guide.paragraphs({"stored"});
  guide.table("stored", {"why", "who"},
              {"phone", "group", "ballots", "proposals", "time", "slip", "answers", "others"});
  guide.heading("device");
  guide.paragraphs({"device", "device_clear"});
  guide.heading("addresses");
  guide.paragraphs({"addresses", "addresses_others"});
  guide.heading("long");
  guide.paragraphs({"long", "long_gone", "long_erase"});
  guide.heading("rights");
  guide.paragraphs({"rights"});
  guide.link("https://www.imy.se", "imy.se");
  guide.link_to_page("/secrecy", "secrecy.title");
  return guide.page();
}

}  // namespace torg::archive
