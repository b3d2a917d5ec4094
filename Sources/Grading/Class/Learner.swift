/// Who handed something in, as far as it is known.
public struct Learner: Codable, Equatable, Sendable {
  /// The name, or what stands for it.
  public var name: String
  /// The number that the institution's system knows.
  public var id: String?
  /// The name to log in with.
  public var login: String?
  /// The address.
  public var email: String?

  /// Creates a learner.
  public init(name: String, id: String? = nil, login: String? = nil, email: String? = nil) {
    self.name = name
    self.id = id
    self.login = login
    self.email = email
  }
}

/// The list of a class, from a table that the institution's system exports.
public struct Roster: Sendable {
  /// One line of it.
  public struct Row: Sendable {
    /// Who it is.
    public let learner: Learner
    /// How many days after the date a submission may come without cost.
    public let lateDays: Int?
    /// All its cells by the names of the columns, for writing a table that the system takes back.
    public let cells: [String: String]
    /// The name of the entry, where the table names it.
    let entry: String?
  }

  /// The lines, in order.
  public let rows: [Row]

  /// Reads a table: a line of names, then one line a learner.
  ///
  /// It knows the columns that Canvas, Moodle and Blackboard export, and `name`, `id`, `login`, `email`,
  /// `entry`, `late days`, in any order and case.
  ///
  /// - Throws: What is missing, in one line.
  public init(csv: String) throws(RosterError) {
    let table = Delimited.rows(of: csv)
    guard let head = table.first?.map({ $0.trimmingBlanks }), !head.isEmpty else {
      throw RosterError(description: "expected a line of column names, found nothing")
    }
    let names = head.map { $0.lowercased() }
    func column(_ known: [String]) -> Int? {
      known.lazy.compactMap { name in names.firstIndex { $0 == name } }.first
    }
    let full = column(["name", "student", "full name", "student name"])
    let first = column(["first name", "given name", "firstname"])
    let last = column(["last name", "surname", "family name", "lastname"])
    let id = column(["id", "id number", "student id", "sis user id"])
    let login = column(["login", "sis login id", "username", "user name", "login id"])
    let email = column(["email", "email address", "e-mail"])
    let entry = column(["entry", "file", "submission"])
    let late = column(["late days", "latedays", "grace", "extension"])
    guard full != nil || last != nil || login != nil || id != nil else {
      throw RosterError(
        description: "expected a column name, student, last name, username or id; found "
          + head.joined(separator: ", ").printable)
    }
    rows = table.dropFirst().compactMap { line in
      func cell(_ index: Int?) -> String? {
        guard let index, index < line.count else { return nil }
        let text = line[index].trimmingBlanks
        return text.isEmpty ? nil : text
      }
      let parts = [cell(first), cell(last)].compactMap(\.self)
      let name = cell(full) ?? (parts.isEmpty ? nil : parts.joined(separator: " "))
      // Canvas writes a second line that says how many points there are.
      if name?.hasPrefix("Points Possible") == true { return nil }
      guard let shown = name ?? cell(login) ?? cell(id) else { return nil }
      let cells = zip(head, line).map { ($0, $1) }
      return Row(
        learner: Learner(name: shown, id: cell(id), login: cell(login), email: cell(email)),
        lateDays: cell(late).flatMap { Int($0) },
        cells: Dictionary(cells, uniquingKeysWith: { one, _ in one }), entry: cell(entry))
    }
  }

  /// The line for a submission: that which names its entry, number, login or address; or its name, where
  /// no other line has the same one.
  public func row(entry: String, name: String, id: String?) -> Row? {
    if let row = rows.first(where: { $0.entry == entry }) { return row }
    if let id, let row = rows.first(where: { $0.learner.id == id }) { return row }
    let key = Self.key(name)
    guard !key.isEmpty else { return nil }
    let exact = rows.first { row in
      let address = row.learner.email
      let local = address?.split(separator: "@").first.map(String.init)
      return [row.learner.login, row.learner.id, address, local].contains {
        $0.map(Self.key) == key
      }
    }
    if let exact { return exact }
    let named = rows.filter { Self.spellings(of: $0.learner.name).contains(key) }
    return named.count == 1 ? named[0] : nil
  }

  /// A name as it is compared: letters and digits only, since systems drop the rest from file names.
  static func key(_ name: String) -> String {
    name.lowercased().filter { $0.isLetter || $0.isNumber }
  }

  /// `Doe, Jane` and `Jane Doe` are one name, and Canvas's files say `doejane`.
  private static func spellings(of name: String) -> Set<String> {
    let parts = name.split(separator: ",")
    let words = name.split(separator: " ").map(String.init)
    var spellings: Set<String> = [key(name)]
    if parts.count == 2 { spellings.insert(key(String(parts[1] + parts[0]))) }
    if let last = words.last { spellings.insert(key(last + words.dropLast().joined())) }
    return spellings
  }
}

/// Why a table is no list of a class.
public struct RosterError: Error, Equatable, CustomStringConvertible {
  public let description: String
}

/// Tables as text: cells between commas, in quotes where they hold one.
///
/// Source: RFC 4180, DOI 10.17487/RFC4180. Lines of unequal length are taken as they are; where there is
/// no comma in the first line, semicolons or tabs part the cells, as some spreadsheets write.
enum Delimited {
  /// The lines of a table, without empty ones.
  static func rows(of text: String) -> [[String]] {
    let text = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
    let head = text.prefix { !$0.isNewline }
    let mark: Character = head.contains(",") ? "," : head.contains(";") ? ";" : "\t"
    var rows: [[String]] = []
    var row: [String] = []
    var cell = ""
    var isQuoted = false
    var rest = text[...]
    while let next = rest.popFirst() {
      if isQuoted {
        if next != "\"" {
          cell.append(next)
        } else if rest.first == "\"" {
          cell.append(rest.removeFirst())
        } else {
          isQuoted = false
        }
      } else if next == "\"", cell.isEmpty {
        isQuoted = true
      } else if next == mark {
        row.append(cell)
        cell = ""
      } else if next.isNewline {
        rows.append(row + [cell])
        (row, cell) = ([], "")
      } else {
        cell.append(next)
      }
    }
    rows.append(row + [cell])
    return rows.filter { $0 != [""] }
  }

  /// A table as text, with quotes where they are needed.
  static func text(of rows: [[String]]) -> String {
    rows.map { row in
      row.map { cell in
        cell.contains { $0 == "," || $0 == "\"" || $0.isNewline }
          ? "\"\(cell.replacing("\"", with: "\"\""))\"" : cell
      }.joined(separator: ",") + "\r\n"
    }.joined()
  }

  /// A cell that a spreadsheet shows and does not run: what begins as a formula is told to be text.
  static func harmless(_ text: String) -> String {
    let text = text.printable
    return text.first.map { "=+-@\t".contains($0) } == true ? "'" + text : text
  }
}

extension String {
  /// The text without the blanks at both ends.
  var trimmingBlanks: String {
    let front = drop { $0 == " " || $0 == "\t" || $0 == "\r" }
    return String(front.reversed().drop { $0 == " " || $0 == "\t" || $0 == "\r" }.reversed())
  }
}
