import Foundation
import Testing

@testable import Datasets

@Suite struct TensorFileTests {
  private let sample = TensorFile([
    .init(name: "w", shape: [2, 3], values: [1, -2, 0.5, 1e-30, -0.0, 3e38]),
    .init(name: "quoted \"name\"", shape: [], values: [7]),
    .init(name: "empty", shape: [0, 4], values: []),
  ])

  private func file(_ header: String, data: [UInt8] = []) -> [UInt8] {
    let text = Array(header.utf8)
    return (0..<8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) } + text + data
  }

  @Test func comesBackAsItWas() throws {
    let bytes = sample.encoded()
    #expect(bytes.count == sample.byteCount)
    let again = try TensorFile(decoding: bytes, file: "x")
    for tensor in sample.tensors { #expect(again[tensor.name] == tensor) }
    #expect(again.tensors.count == 3)
  }

  @Test func readsWhatOthersWrite() throws {
    // A header with metadata, blanks and the arrays in another order than their places.
    let header =
      #"{"__metadata__":{"format":"pt"},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]},"#
      + #" "a":{"dtype":"F32","shape":[1,1],"data_offsets":[0,4]}}   "#
    let bytes = file(header, data: [0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0])
    let found = try TensorFile(decoding: bytes, file: "x")
    #expect(found["a"]?.values == [1] && found["b"]?.values == [-2])
  }

  static let headers = [
    "", "{", "[]", "null", #"{"a":1}"#, #"{"a":{"dtype":"F32","shape":[1]}}"#,
    #"{"a":{"dtype":"I32","shape":[1],"data_offsets":[0,4]}}"#,
    #"{"a":{"dtype":"F32","shape":[1.0],"data_offsets":[0,4]}}"#,
    #"{"a":{"dtype":"F32","shape":[1e0],"data_offsets":[0,4]}}"#,
    #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[-0,4]}}"#,
    #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},}"#,
    #"{"a":{"dtype":"F32","shape":[1,],"data_offsets":[0,4]}}"#,
    #"{"a":{"dtype":"F32","shape":[01],"data_offsets":[0,4]}}"#,
    #"{"a":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
    #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[0],"data_offsets":[4,4]}}"#,
    #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"\u0061":{"dtype":"F32","shape":[0],"data_offsets":[4,4]}}"#,
    #"{"__metadata__":{"a":1},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
    #"{"__metadata__":[],"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
    #"{"\ud800":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
    #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}x"#,
    #"{'a':{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
    #"{"a":[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]}"#,
    #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}}"#,
    #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#,
    #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#,
    #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}"#,
    #"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#,
    #"{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,4]}}"#,
    #"{"a":{"dtype":"F32","shape":[1e400],"data_offsets":[0,4]}}"#,
    #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,9223372036854775807]}}"#,
    #"{"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}"#,
  ]

  @Test(arguments: headers) func refusesABadHeader(_ header: String) {
    let error = #expect(throws: FileError.self) {
      try TensorFile(decoding: file(header, data: [0, 0, 0, 0]), file: "bad")
    }
    #expect(error?.exitStatus == 65)
    #expect("\(error.map { "\($0)" } ?? "")".contains("\n") == false)
  }

  @Test func whatIsWrongIsNamed() {
    func line(_ header: String, _ extra: [UInt8] = []) -> String {
      let text = Array(header.utf8) + extra
      let bytes = (0..<8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) } + text
      do {
        _ = try TensorFile(decoding: bytes, file: "a")
        return "taken"
      } catch { return "\(error)" }
    }
    #expect(line(#"{"w":{},"w":{}}"#).contains("each name once, found “w” twice"))
    #expect(
      line(#"{"w":{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}}"#)
        .contains("whole numbers from 0 on in the shape of “w”, found 2.0"))
    #expect(line("{\"", [0xC3, 0x28]).contains("UTF-8"))
    #expect(line(#"{"__metadata__":{"a":1}}"#).contains("texts in “__metadata__”, found “a”"))
    #expect(line(#"{"w":{"dtype":"I64","shape":[],"data_offsets":[0,8]}}"#).contains("I64"))
  }

  /// 1, −2 and the ends of each range; halves are exact in 32 bits, doubles are rounded.
  @Test func otherFloatsBecomeThoseOf32Bits() throws {
    func read(_ type: String, _ data: [UInt8], _ count: Int) throws -> [Float]? {
      let header =
        #"{"a":{"dtype":"\#(type)","shape":[\#(count)],"data_offsets":[0,\#(data.count)]}}"#
      return try TensorFile(decoding: file(header, data: data), file: "x")["a"]?.values
    }
    let halves: [UInt16] = [0x3C00, 0xC000, 0x0001, 0x7BFF, 0x7C00, 0x8000, 0x03FF, 0x0400]
    let bytes = halves.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    #expect(
      try read("F16", bytes, 8)
        == [1, -2, 0x1p-24, 65504, .infinity, -0.0, 0x1p-14 - 0x1p-24, 0x1p-14])
    #expect(NumberFormat.widened(0x7E00).isNaN)
    #expect(try read("BF16", [0x80, 0x3F, 0, 0xC0, 0xC0, 0x3F], 3) == [1, -2, 1.5])
    let doubles = [1.0, -2, 0.1, 1e300].flatMap { value in
      (0..<8).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * $0)) }
    }
    #expect(try read("F64", doubles, 4) == [1, -2, 0.1, .infinity])
  }

  /// é as one code point and as two: equal for Swift, and two names for everybody else.
  @Test func namesAreComparedByCodePoints() throws {
    let twins = TensorFile([
      .init(name: "\u{e9}", shape: [1], values: [1]),
      .init(name: "e\u{301}", shape: [1], values: [2]),
    ])
    let again = try TensorFile(decoding: twins.encoded(), file: "x")
    #expect(again["\u{e9}"]?.values == [1] && again["e\u{301}"]?.values == [2])
    #expect(again == twins)
  }

  @Test func arraysOfNumPy() throws {
    func npy(_ type: String, _ shape: String, _ data: [UInt8], order: String = "False") -> [UInt8] {
      let header = Array(
        "{'descr': '\(type)', 'fortran_order': \(order), 'shape': \(shape), }\n".utf8)
      return NPYArray.signature + [1, 0, UInt8(header.count), 0] + header + data
    }
    func read(_ bytes: [UInt8]) throws -> TensorFile.Tensor? {
      try TensorFile(decoding: bytes, file: "a.npy")["array"]
    }
    let six: [UInt8] = [1, 2, 3, 4, 5, 6]
    let rows = try read(npy("|u1", "(2, 3)", six))
    #expect(rows?.shape == [2, 3] && rows?.values == [1, 2, 3, 4, 5, 6])
    let columns = try read(npy("|u1", "(2, 3)", six, order: "True"))
    #expect(columns?.values == [1, 3, 5, 2, 4, 6])
    #expect(try read(npy("<f4", "()", [0, 0, 0x80, 0x3F]))?.values == [1])
    #expect(try read(npy(">i2", "(2,)", [0xFF, 0xFE, 1, 0]))?.values == [-2, 256])
    #expect(try read(npy("|b1", "(2,)", [0, 1]))?.values == [0, 1])
    for bad in [
      npy("<c8", "(1,)", [0, 0, 0, 0, 0, 0, 0, 0]), npy("|O", "(1,)", [0]),
      npy("|u1", "(2, 3)", [1]), npy("|u1", "(9223372036854775807, 4)", six),
      npy("|u1", "(-1,)", []), NPYArray.signature + [1, 0, 255, 255], NPYArray.signature + [9],
    ] {
      #expect(throws: FileError.self) { try read(bad) }
    }
    let whole = npy("<f4", "(1, 2)", [0, 0, 0, 0, 0, 0, 0, 0])
    for count in whole.indices {
      #expect(throws: FileError.self) { try read(Array(whole[..<count])) }
    }
  }

  @Test func otherArchivesAreNamed() {
    func line(_ text: String) -> String {
      do {
        _ = try TensorFile(decoding: Array(text.utf8), file: "a")
        return "taken"
      } catch { return "\(error)" }
    }
    #expect(line("PK\u{3}\u{4}....archive/data.pkl").contains("a PyTorch file (.pt, .pth)"))
    #expect(line("PK\u{3}\u{4}....weights.npy").contains("(.npz)"))
    #expect(line("PK\u{3}\u{4}....readme").contains("a ZIP archive"))
    #expect(line("GGUF1234").contains("GGUF"))
  }

  @Test func refusesWhatIsCutOrForeign() {
    let whole = sample.encoded()
    for count in [0, 7, 8, 20, whole.count - 1] {
      #expect(throws: FileError.self) {
        try TensorFile(decoding: Array(whole[..<count]), file: "cut")
      }
    }
    for foreign in [
      whole + [0], Array(repeating: 0xFF, count: 64), Array("P5 1 1 255\n0".utf8),
    ] {
      #expect(throws: FileError.self) { try TensorFile(decoding: foreign, file: "foreign") }
    }
  }
}
