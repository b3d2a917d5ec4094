import Presentation

/// An exercise as a book shows it: what is asked, and hints that open one by one.
package struct BookExercise {
  package var number: String
  package var title: String
  package var points: Int
  /// The comment and the signature, as the stub has them.
  package var heading: String
  package var hints: [String]
  /// The learner's state: a sign and what it means; nil where the book is nobody's.
  package var mark: (sign: String, meaning: String)?

  package init(
    number: String, title: String, points: Int, heading: String, hints: [String],
    mark: (sign: String, meaning: String)? = nil
  ) {
    self.number = number
    self.title = title
    self.points = points
    self.heading = heading
    self.hints = hints
    self.mark = mark
  }

  /// The exercises of a lesson below its page; `file` is where they are solved.
  package static func html(of exercises: [BookExercise], in file: String) -> String {
    """
    <section class="exercises" aria-labelledby="exercises">
    <h2 id="exercises">The exercises</h2>
    <p>You solve them in <code>\(HTMLText.escaped(file))</code>, and \
    <code>swift run course grade \(exercises.first?.number ?? "")</code> grades one.</p>
    \(exercises.map(\.html).joined())</section>

    """
  }

  private var html: String {
    let anchor = "exercise-" + number.replacing(".", with: "-")
    let unit = points == 1 ? "point" : "points"
    let state = mark.map {
      "<span aria-hidden=\"true\">\($0.sign)</span> <span class=\"spoken\">\($0.meaning)</span> "
    }
    return """
      <h3 id="\(anchor)">\(state ?? "")\(number) \(HTMLText.mathematics(title)) \
      <small>(\(points) \(unit))</small></h3>
      \(statement)\(hintList)
      """
  }

  /// The comment without its first line, which the heading says, and the signature.
  private var statement: String {
    let lines = heading.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let comment = lines.filter { $0.hasPrefix("///") }.dropFirst()
      .map { String($0.dropFirst($0.hasPrefix("/// ") ? 4 : 3)) }
    let signature = lines.filter { !$0.hasPrefix("///") && !$0.isEmpty }
    let prose = Markup.blocks(of: Array(comment)).map(\.proseHTML).joined()
    let tokens = SwiftLexer(signature.joined(separator: "\n")).lines
    let code = tokens.enumerated().map {
      CodeCell.Line(number: $0.offset + 1, tokens: $0.element.tokens)
    }
    return prose + CodeCell(lines: code).html(mayFold: false)
  }

  /// Each hint inside the one before it, so that no one is seen before its turn.
  private var hintList: String {
    hints.enumerated().reversed().reduce("") { inner, hint in
      """
      <details class="hints"><summary>Hint \(hint.offset + 1) of \(hints.count)</summary>
      <p>\(RichText(markdown: hint.element).html)</p>\(inner)</details>

      """
    }
  }
}
