import Foundation

/// The four files of MNIST with 100 pictures in each set, which are no digits: of class c, stripes c + 2 points
/// wide, or nothing at all.
struct StripedDigits {
  let blank: Bool
  var side = 28

  func write(to folder: URL) throws {
    func bytes(_ number: Int) -> [UInt8] { [0, 0, UInt8(number / 256), UInt8(number % 256)] }
    for part in ["train", "t10k"] {
      let pixels = (0..<100 * side * side).map { index -> UInt8 in
        let (picture, point) = (index / (side * side), index % (side * side))
        let stripe = (point % side + point / side + picture / 10) / (picture % 10 + 2)
        return blank || stripe % 2 == 0 ? 0 : 200
      }
      let images = [0, 0, 8, 3] + bytes(100) + bytes(side) + bytes(side) + pixels
      let labels = [0, 0, 8, 1] + bytes(100) + (0..<100).map { UInt8($0 % 10) }
      try Data(images).write(to: folder.appendingPathComponent("\(part)-images-idx3-ubyte"))
      try Data(labels).write(to: folder.appendingPathComponent("\(part)-labels-idx1-ubyte"))
    }
  }
}
