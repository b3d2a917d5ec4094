/// What a column of a file of ratings may hold.
enum RatingRole: String, CaseIterable {
  case user, item, rating, time

  /// The names that people give to such a column, without capitals, blanks and marks; the first is meant
  /// where a header has several.
  ///
  /// They are those of MovieLens, Amazon's and Yelp's reviews, Goodreads, Book-Crossing, Last.fm, Jester,
  /// Surprise and RecBole, the exports of Letterboxd and IMDb, and what they are in some other languages.
  private var names: [String] {
    switch self {
    case .user:
      [
        "userid", "user", "users", "uid", "reviewerid", "customerid", "memberid", "personid",
        "raterid", "accountid", "visitorid", "profileid", "authorid", "userno", "usernumber", "usr",
        "username", "reviewer", "customer", "member", "person", "rater", "visitor", "reviewername",
        "profilename", "nickname", "email", "emailaddress", "mail", "who", "nutzerid", "nutzer",
        "benutzerid", "benutzer", "kundeid",
        "kunde", "utilisateurid", "utilisateur", "usuarioid", "usuario", "utente", "gebruiker",
      ]
    case .item:
      [
        "itemid", "item", "items", "iid", "movieid", "filmid", "bookid", "isbn", "parentasin",
        "asin", "productid", "articleid", "artistid", "songid", "trackid", "albumid", "jokeid",
        "beerid", "beerbeerid", "animeid", "mangaid", "recipeid", "gameid", "appid", "businessid",
        "placeid", "venueid", "restaurantid", "hotelid", "courseid", "wineid", "showid", "gmapid",
        "contentid", "workid", "prodid", "sku", "movie", "film", "book", "product", "article",
        "artist", "song", "track", "album", "joke", "beer", "anime", "manga", "recipe", "game",
        "business", "place", "restaurant", "course", "what", "title", "movietitle", "booktitle",
        "itemname", "artistname", "beername", "artikelid", "artikel", "produkt", "buch",
        "filmtitel",
        "titel", "livre", "produit", "titre", "pelicula", "producto", "libro", "titulo", "titolo",
      ]
    case .rating:
      [
        "rating", "ratings", "overall", "bookrating", "userrating", "myrating", "yourrating",
        "movierating", "reviewoverall", "overallrating", "reviewrating", "ratingscore",
        "ratingvalue", "starrating", "userscore", "reviewscore", "stars", "star", "score", "rate",
        "vote", "votes", "points", "grade", "mark", "preference", "value", "weight", "plays",
        "playcount", "playcounts", "playscount", "listencount", "listens", "listeningcount",
        "scrobbles", "count", "hours", "bewertung", "note", "punkte", "sterne", "puntuacion",
        "puntuación", "valoracion", "valoración", "calificacion", "calificación", "voto", "nota",
        "évaluation", "waardering",
      ]
    case .time:
      [
        "timestamp", "time", "unixreviewtime", "reviewtime", "datetime", "date", "createdat",
        "updatedat", "ratedat", "dateadded", "daterated", "tstamp", "ts", "zeit", "datum",
        "zeitstempel", "fecha", "data",
      ]
    }
  }

  private static let ranks: [String: (role: RatingRole, rank: Int)] = {
    var ranks: [String: (role: RatingRole, rank: Int)] = [:]
    for role in allCases {
      for (rank, name) in role.names.enumerated() where ranks[name] == nil {
        ranks[name] = (role, rank)
      }
    }
    return ranks
  }()

  /// The role that a name stands for, and how well it does.
  private static func rank(of name: String) -> (role: RatingRole, rank: Int)? {
    let plain = plain(name)
    if let known = ranks[plain] { return known }
    // As in `review/userId` and `review_profilename`. An average rating is no rating of a user's.
    for role in [RatingRole.user, .item] {
      if let rank = role.names.firstIndex(where: { $0.count >= 6 && plain.hasSuffix($0) }) {
        return (role, 1000 + rank)
      }
    }
    return nil
  }

  /// The columns whose names say what they hold; of several for one role, the first that `names` has.
  static func columns(in header: [String]) -> [RatingRole: Int] {
    var found: [RatingRole: (column: Int, rank: Int)] = [:]
    for (column, name) in header.enumerated() {
      guard let (role, rank) = rank(of: name) else { continue }
      if let other = found[role], other.rank <= rank { continue }
      found[role] = (column, rank)
    }
    return found.mapValues(\.column)
  }

  /// What a name says of its column; nil for names that say nothing.
  static func of(_ name: String) -> RatingRole? { ranks[plain(name)]?.role }

  /// The name without capitals, blanks and marks, and without RecBole's type, as in `user_id:token`.
  static func plain(_ name: String) -> String {
    var text = Substring(name.lowercased())
    for type in [":token_seq", ":float_seq", ":token", ":float"] where text.hasSuffix(type) {
      text = text.dropLast(type.count)
    }
    return String(text.filter { $0.isLetter || $0.isNumber })
  }
}
