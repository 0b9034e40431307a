namespace Coordination.Resolution;

internal enum AddressLevel
{
    Absent = 0,
    AreaDifferent,
    ProvinceSame,
    AreaSame,

    /// <summary>Same prefecture, but streets that do not fit.</summary>
    StreetDifferent,
    StreetSame,
    DoorNear,
    DoorSame,
}

/// <summary>
/// Registered and present address against both of the other record: people move, and clerks mix the two fields up. The prefecture in a
/// document's number stands in for a registered address that is not stated.
/// </summary>
internal sealed class AddressComparison() : Comparison<AddressLevel>("address")
{
    private const int StreetLengthMin = 3;

    public override int Level(NormalizedRecord a, NormalizedRecord b) => Best(a.Registered, a.Place, b.Registered, b.Place);

    /// <summary>The level without what two documents say, which their numbers have said already.</summary>
    internal static AddressLevel BesideDocuments(NormalizedRecord a, NormalizedRecord b) =>
        (AddressLevel)Math.Max(Best(a.Registered, a.Place, b.Huji, b.Place), Best(a.Huji, a.Place, b.Registered, b.Place));

    private static int Best(PlaceText registeredA, PlaceText placeA, PlaceText registeredB, PlaceText placeB)
    {
        var best = Math.Max(Compare(registeredA, registeredB), Compare(placeA, placeB));
        best = Math.Max(best, Compare(registeredA, placeB));
        return Math.Max(best, Compare(placeA, registeredB));
    }

    private static int Compare(PlaceText a, PlaceText b) => (int)Grade(a, b);

    private static AddressLevel Grade(PlaceText a, PlaceText b)
    {
        var contradiction = a.HasCity && b.HasCity && a.Area != b.Area;
        if (a.Street.Length >= StreetLengthMin && b.Street.Length >= StreetLengthMin && !contradiction)
        {
            if (a.IsDetailed && b.IsDetailed)
            {
                var edits = EditDistance.Between(a.Street, b.Street, 1);
                return edits == 0 ? AddressLevel.DoorSame : edits == 1 ? AddressLevel.DoorNear : SameArea(a, b, AddressLevel.StreetDifferent);
            }
            var (shorter, longer) = a.Street.Length <= b.Street.Length ? (a.Street, b.Street) : (b.Street, a.Street);
            return longer.StartsWith(shorter, StringComparison.Ordinal) ? AddressLevel.StreetSame : SameArea(a, b, AddressLevel.StreetDifferent);
        }
        if (a.Area == 0 || b.Area == 0) { return AddressLevel.Absent; }
        return SameArea(a, b, AddressLevel.AreaSame);
    }

    private static AddressLevel SameArea(PlaceText a, PlaceText b, AddressLevel same)
    {
        if (a.HasCity && b.HasCity && a.Area == b.Area) { return same; }
        var (x, y) = (a.HasCity ? a.Area / 100 : a.Area, b.HasCity ? b.Area / 100 : b.Area);
        return x == 0 || y == 0 ? AddressLevel.Absent : x == y ? AddressLevel.ProvinceSame : AddressLevel.AreaDifferent;
    }
}
