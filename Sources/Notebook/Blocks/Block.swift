/// One piece of a lesson's page, as data: what it says, not what it looks like.
///
/// The page makes blocks, a `Renderer` turns them into output.
indirect enum Block: Equatable, Sendable {
  // Prose.
  case heading(level: Int, RichText)
  case paragraph(RichText)
  case list(ProseList)
  case callout(Callout)
  /// Lines that stand as they are, such as a session in a shell.
  case sample([String])
  /// A formula on a line of its own, in Unicode.
  case formula(String)
  case rule

  // Code and what it gave.
  case code(CodeCell)
  case quote(QuotedSource)
  case value(ShownValue)
  case table(Table)
  case chart(Chart)
  case pictures([ShownPicture])
  case check(ShownCheck)
  case exploration(Exploration)
  /// A sentence that the run computed.
  case note(RichText)
  /// What came out where the reader was asked to predict it.
  case outcome(RichText)

  /// Source that should be shown is not there; one sentence says why.
  case sourceMissing(String)
}

/// A list of prose, with numbers or bullets.
struct ProseList: Equatable, Sendable {
  /// The number of the first item; nil for bullets.
  var firstNumber: Int?
  var items: [[Block]]
}

/// A remark set apart from the text, such as `- Warning: …`; `- Predict: …` is a question before a
/// reveal.
struct Callout: Equatable, Sendable {
  var title: String
  var body: [Block]

  /// The title of a question.
  static let question = "Predict"

  /// The words that make a list item a callout in Swift's markup, and the notebook's own.
  static let words = [
    "Attention", "Author", "Authors", "Bug", "Complexity", "Copyright", "Date", "Example",
    "Experiment", "Important", "Invariant", "Note", "Postcondition", "Precondition", "Recommended",
    question, "Remark", "Requires", "See Also", "SeeAlso", "Since", "Tip", "ToDo", "Version",
    "Warning",
  ]
}
