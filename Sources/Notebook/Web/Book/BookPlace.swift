/// Where a page stands in a book, as the book's maker tells the lesson that writes it.
package struct BookPlace: Codable, Equatable, Sendable {
  /// The variable that names the file with it.
  package static let variable = "LOWRANK_BOOK"

  /// A page that can be gone to.
  package struct Link: Codable, Equatable, Sendable {
    package var title: String
    package var address: String

    package init(_ title: String, _ address: String) {
      self.title = title
      self.address = address
    }
  }

  /// The pages that every page leads to: the first one, the glossary, the search.
  package var links: [Link]
  package var previous: Link?
  package var next: Link?
  /// What stands below the page, as HTML: the exercises.
  package var appendix: String

  package init(links: [Link], previous: Link? = nil, next: Link? = nil, appendix: String = "") {
    self.links = links
    self.previous = previous
    self.next = next
    self.appendix = appendix
  }
}
