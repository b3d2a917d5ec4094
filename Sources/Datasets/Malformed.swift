/// What a decoder says of bytes that break the rules of their format.
///
/// A decoder sees bytes and no file; the reader that knows the file's name turns this into
/// `FileError.malformed`.
struct Malformed: Error, Equatable {
  let expected: String
  let found: String
}
