namespace Coordination.Resolution;

/// <summary>Brings what was typed into one spelling. Refuses nothing: what cannot be read is left out, what is wrong is flagged.</summary>
public static class Normalizer
{
    public static NormalizedRecord Normalize(SuspectAttributes attributes, StopValues? stopValues = null) =>
        Normalize(attributes, stopValues ?? StopValues.Default, rarity: null);

    internal static NormalizedRecord Normalize(SuspectAttributes attributes, StopValues stop, NameRarity? rarity)
    {
        var name = PersonName.Parse(Unless(stop, attributes.Name));
        var compactName = CharacterWidth.WithoutSpaces(attributes.Name);
        if (Nickname.IsOne(compactName)) { name = null; }
        List<string> aliases = attributes.Aliases.IsDefaultOrEmpty ? [] : [.. attributes.Aliases.Select(CharacterWidth.WithoutSpaces).Where(alias => !stop.IsStopped(alias))];
        if (name is null && compactName.Length > 0 && !stop.IsStopped(compactName)) { aliases.Insert(0, compactName); }

        var submitted = attributes.SubmittedAt is { } at ? DateOnly.FromDateTime(at.DateTime) : (DateOnly?)null;
        var document = DocumentNumber.Read(attributes.IdType, attributes.IdNumber, stop, submitted);
        var stated = PartialDate.Parse(attributes.BirthDate);
        var huji = PlaceText.Parse(attributes.HujiAddress);
        if (submitted is { } day && stated.IsKnown && stated.IsAfter(day)) { stated = default; }

        return new NormalizedRecord
        {
            RecordId = attributes.RecordId,
            Names = Names(name, aliases),
            HasName = name is not null,
            NameRarityBits = name is null || rarity is null ? 0 : rarity.BitsAboveAverage(name),
            Nicknames = aliases.Count == 0 ? [] : [.. aliases.Where(IsNickname).Distinct().Order(StringComparer.Ordinal)],
            Latin = LatinName.Parse(Unless(stop, attributes.Romanised)),
            Sex = attributes.Sex != Sex.Unspecified ? attributes.Sex : document.IsStrong ? document.Sex : Sex.Unspecified,
            StatedBirth = stated,
            Birth = stated.IsKnown ? stated : document.Birth,
            Document = document,
            Phones = Distinct(attributes.Phones, Mobile.Normalize, stop),
            BankCards = Distinct(attributes.BankCards, BankCard.Normalize, stop),
            Plates = Distinct(attributes.Plates, Plate.Normalize, stop),
            WeChat = Account(attributes.WeChat, stop),
            Qq = Account(attributes.Qq, stop),
            Huji = huji,
            Registered = huji.HasCity || document.Area == 0 ? huji : huji with { Area = document.Area },
            Place = PlaceText.Parse(attributes.Address),
            Province = attributes.ProvinceCode ?? "",
            CaseNo = Account(attributes.CaseNo, stop),
            SubmittedAt = attributes.SubmittedAt,
        };
    }

    private static bool IsNickname(string alias) => alias.Length <= 2 || Nickname.IsOne(alias);

    private static ImmutableArray<PersonName> Names(PersonName? name, List<string> aliases)
    {
        if (aliases.Count == 0) { return name is null ? [] : [name]; }
        ImmutableArray<PersonName> former = [.. aliases.Where(a => !IsNickname(a)).Select(PersonName.Parse).OfType<PersonName>()];
        return name is null ? former : [name, .. former];
    }

    private static string? Unless(StopValues stop, string? typed) => stop.IsStopped(CharacterWidth.Compact(typed)) ? null : typed;

    private static string Account(string? typed, StopValues stop)
    {
        var compact = CharacterWidth.WithoutSpaces(typed);
        return stop.IsStopped(compact) ? "" : compact;
    }

    private static ImmutableArray<string> Distinct(ImmutableArray<string> typed, Func<string?, string> normalize, StopValues stop)
    {
        if (typed.IsDefaultOrEmpty) { return []; }
        if (typed.Length == 1) { return normalize(typed[0]) is { Length: > 0 } only && !stop.IsStopped(only) ? [only] : []; }
        return [.. typed.Select(normalize).Where(v => v.Length > 0 && !stop.IsStopped(v)).Distinct().Order(StringComparer.Ordinal)];
    }
}
