import LowRank
import Testing

@Suite struct SeparationTests {
  /// The mean is 4 and the squares add up to 20; the means of the groups are 2 and 6, so 16 of the 20
  /// lie between them.
  @Test func byHand() {
    #expect(separation(of: [1, 3, 5, 7], by: ["a", "a", "b", "b"]) == 0.8)
    #expect(separation(of: [7, 1, 3, 5], by: ["b", "a", "a", "b"]) == 0.8)
    #expect(separation(of: [101, 103, 105, 107], by: [0, 0, 1, 1]) == 0.8)
  }

  @Test func extremes() {
    #expect(separation(of: [2, 2, 9], by: [0, 0, 1]) == 1)
    #expect(separation(of: [1, 3, 1, 3], by: [0, 0, 1, 1]) == 0)
    #expect(separation(of: [1, 3], by: [0, 0]) == 0)
    #expect(separation(of: [5, 5], by: [0, 1]) == 0)
    #expect(separation(of: [], by: [Int]()) == 0)
  }
}
