import Testing

@testable import Datasets

/// What a decoder says of damaged bytes: `expected …, found …`, or nil where it takes them.
func refusal<Result>(_ body: () throws(Malformed) -> Result) -> String? {
  do {
    _ = try body()
    return nil
  } catch {
    return "expected \(error.expected), found \(error.found)"
  }
}

/// What reading a picture says of damaged bytes, or nil where it takes them; every such line is held
/// to the rules of an error's description.
func refusal(decoding bytes: [UInt8]) -> String? {
  do {
    _ = try Picture(decoding: bytes, file: "a file.png")
    return nil
  } catch {
    let line = error.description
    #expect(line.hasPrefix("a file.png: expected "))
    #expect(line.contains(", found "))
    #expect(line.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
    #expect(error.exitStatus == 65)
    return line
  }
}
