namespace Coordination.Resolution;

/// <summary>
/// The keys under which a search by one selector finds records: a record must have one of <see cref="First"/> and one of
/// <see cref="Second"/>. They are the keys that records are compared by, so that what is found is what would be compared.
/// </summary>
public sealed record SearchKeys(ImmutableArray<MatchKey> First, ImmutableArray<MatchKey> Second)
{
    private static readonly ImmutableArray<KeyFamily> Exact =
        [KeyFamily.Document, KeyFamily.Phone, KeyFamily.BankCard, KeyFamily.Plate, KeyFamily.WeChat, KeyFamily.Qq];

    /// <summary>The keys of a number or an account; null if the record states none that says anything, or more than one.</summary>
    public static SearchKeys? OfNumber(NormalizedRecord asked) =>
        Of(asked, Exact) is [var key] ? new([key], [key]) : null;

    /// <summary>
    /// The keys of a full name with its birth date; null if one of them is missing. They narrow the search to few records, whose contents
    /// <see cref="IsSamePerson"/> then compares. A name in characters finds names in characters, a romanised one romanised ones.
    /// </summary>
    public static SearchKeys? OfPerson(NormalizedRecord asked) =>
        asked.Birth.IsComplete && Of(asked, [KeyFamily.LettersYear]) is { IsEmpty: false } names
        && Of(asked, [KeyFamily.BirthCharacter]) is { IsEmpty: false } births
            ? new(names, births)
            : null;

    /// <summary>The same name, or its romanised form, and the same day of birth, stated or inside the document.</summary>
    public static bool IsSamePerson(NormalizedRecord asked, NormalizedRecord found) =>
        (found.StatedBirth == asked.Birth || found.Document.Birth == asked.Birth)
        && (NameLevel)new NameComparison().Level(asked, found) >= NameLevel.LatinSame;

    private static ImmutableArray<MatchKey> Of(NormalizedRecord asked, ImmutableArray<KeyFamily> families) =>
        [.. MatchKeys.Keys(asked).Where(key => families.Contains(key.Family))];
}
