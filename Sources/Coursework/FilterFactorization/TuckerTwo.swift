/// A square convolution, the ranks of its Tucker-2 factorisation, and the image that it works on: what the
/// functions of exercises 10.3 and 10.4 are asked about, under the names that they use.
struct TuckerTwo: Sendable {
  /// The sides of the image.
  var height = 1
  var width = 1

  /// The side of the kernel, its stride and its padding, in both directions.
  var kernel: Int
  var stride = 1
  var padding = 0

  /// The channels, and the ranks of both.
  var inputs: Int
  var outputs: Int
  var inputRank: Int
  var outputRank: Int

  /// Creates a question.
  init(
    height: Int = 1, width: Int = 1, kernel: Int, stride: Int = 1, padding: Int = 0, inputs: Int,
    outputs: Int, inputRank: Int, outputRank: Int
  ) {
    self.height = height
    self.width = width
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
    self.inputs = inputs
    self.outputs = outputs
    self.inputRank = inputRank
    self.outputRank = outputRank
  }
}

extension FilterFactorizationAnswers {
  /// Exercise 10.3, asked by a question.
  func numbers(_ question: TuckerTwo) throws -> Int {
    try tuckerTwoNumbers(
      question.kernel, question.inputs, question.outputs, question.inputRank, question.outputRank)
  }

  /// Exercise 10.4, asked by a question.
  func work(_ question: TuckerTwo) throws -> Int {
    try tuckerTwoWork(
      question.height, question.width, question.kernel, question.stride, question.padding,
      question.inputs, question.outputs, question.inputRank, question.outputRank)
  }

  /// Replaces exercise 10.3 by a function of a question.
  mutating func setNumbers(_ count: @escaping @Sendable (TuckerTwo) throws -> Int) {
    tuckerTwoNumbers = {
      try count(TuckerTwo(kernel: $0, inputs: $1, outputs: $2, inputRank: $3, outputRank: $4))
    }
  }

  /// Replaces exercise 10.4 by a function of a question.
  mutating func setWork(_ count: @escaping @Sendable (TuckerTwo) throws -> Int) {
    tuckerTwoWork = {
      try count(
        TuckerTwo(
          height: $0, width: $1, kernel: $2, stride: $3, padding: $4, inputs: $5, outputs: $6,
          inputRank: $7, outputRank: $8))
    }
  }
}
