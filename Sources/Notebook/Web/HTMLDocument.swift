import Foundation

/// The frame of a page: its head, its table of contents, what stands above and below.
struct HTMLDocument {
  var title: RichText
  /// The table of contents, a list; nothing where there is none.
  var contents = ""
  var body: String
  /// What stands at the end, as HTML.
  var remark: String
  /// The kinds of explorations on the page, each of which has a script of its own.
  var scripts: [String] = []
  var place: BookPlace?

  var text: String {
    """
    <!DOCTYPE html>
    <html lang="en-GB">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; \
    style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="generator" content="LowRank">
    <title>\(HTMLText.escaped(title.text)) · LowRank</title>
    <style>
    \(PageAssets.style)</style>
    </head>
    <body>
    <a class="skip" href="#page">Skip to the text</a>
    \(header)\
    <div class="columns">
    \(contentsBox)\
    <main id="page">
    <article>
    \(body)</article>
    \(place?.appendix ?? "")\
    </main>
    </div>
    \(footer)\
    <script>
    \(PageAssets.script)</script>
    \(scripts.map { "<script>\n\(PageAssets.script(of: $0))</script>\n" }.joined())\
    </body>
    </html>

    """
  }

  private var header: String {
    guard let place else { return "" }
    return """
      <header class="book"><nav aria-label="Book">\
      <span class="pager">\(place.links.map { link($0, "place") }.joined(separator: " "))</span>\
      \(pager(place))</nav></header>

      """
  }

  private var contentsBox: String {
    guard !contents.isEmpty else { return "" }
    return """
      <nav class="contents" aria-label="On this page">
      <details open><summary>On this page</summary>
      \(contents)
      </details></nav>

      """
  }

  private var footer: String {
    let nav = place.map { "<nav aria-label=\"Pages\">\(pager($0))</nav>" } ?? ""
    return "<footer>\(nav)<p>\(remark)</p></footer>\n"
  }

  private func pager(_ place: BookPlace) -> String {
    let previous = place.previous.map { link($0, "previous", mark: ("← ", "")) } ?? ""
    let next = place.next.map { link($0, "next", mark: ("", " →")) } ?? ""
    return "<span class=\"pager\">\(previous) \(next)</span>"
  }

  private func link(
    _ link: BookPlace.Link, _ name: String, mark: (String, String) = ("", "")
  ) -> String {
    let address = HTMLText.address(link.address) ?? "#"
    let text = mark.0 + HTMLText.mathematics(link.title) + mark.1
    return "<a class=\"\(name)\" href=\"\(address)\">\(text)</a>"
  }
}

/// The style and the script of every page, from the files beside this one.
enum PageAssets {
  static let style = String(decoding: PackageResources.page_css, as: UTF8.self)
  static let script = String(decoding: PackageResources.page_js, as: UTF8.self)

  /// The part of the style that a chart in a file of its own needs.
  static let chartStyle: String = {
    let lines = style.split(separator: "\n")
    let start = lines.firstIndex { $0 == "/* chart */" } ?? lines.startIndex
    let end = lines.firstIndex { $0 == "/* end of chart */" } ?? lines.endIndex
    return lines[start..<end].dropFirst().joined(separator: "\n")
  }()

  /// The script that moves a kind of exploration.
  static func script(of kind: String) -> String {
    let bytes: [UInt8] =
      switch kind {
      case "layers": PackageResources.layers_js
      case "ellipse": PackageResources.ellipse_js
      case "projection": PackageResources.projection_js
      case "frames": PackageResources.frames_js
      case "search": PackageResources.search_js
      default: []
      }
    return String(decoding: bytes, as: UTF8.self)
  }
}
