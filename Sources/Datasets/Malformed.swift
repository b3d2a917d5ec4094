/// What a decoder says of bytes that break the rules of their format, or follow those of another.
///
/// A decoder sees bytes and no file; the reader that knows the file's name turns this into
/// `FileError`.
struct Malformed: Error, Equatable {
  let expected: String
  let found: String

  /// How the file can be made into one that is read, where nothing is wrong with it.
  var conversion: Conversion?

  /// Whether the content may be well, and this machine is too small for it.
  var isTooLarge = false
}
