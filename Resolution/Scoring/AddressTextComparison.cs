namespace Coordination.Resolution;

internal enum AddressTextLevel
{
    Absent = 0,
    Different,
    SomeAlike,
    HalfAlike,
    MostAlike,
    Same,
}

/// <summary>
/// Addresses that are not divided by prefectures: the share of letter pairs in common (Dice), which bears words in
/// another order, left out or mistyped.
/// </summary>
internal sealed class AddressTextComparison() : Comparison<AddressTextLevel>("address_text")
{
    public override int Level(NormalizedRecord a, NormalizedRecord b) =>
        a.Place.Street.Length < 2 || b.Place.Street.Length < 2
            ? (int)AddressTextLevel.Absent
            : (int)(Dice(a.Place.Street, b.Place.Street) switch
            {
                >= 0.85 => AddressTextLevel.Same,
                >= 0.65 => AddressTextLevel.MostAlike,
                >= 0.45 => AddressTextLevel.HalfAlike,
                >= 0.30 => AddressTextLevel.SomeAlike,
                _ => AddressTextLevel.Different,
            });

    private static double Dice(string a, string b)
    {
        var pairs = new Dictionary<(char, char), int>();
        for (var i = 1; i < a.Length; i++) { pairs[(a[i - 1], a[i])] = pairs.GetValueOrDefault((a[i - 1], a[i])) + 1; }
        var common = 0;
        for (var i = 1; i < b.Length; i++)
        {
            if (pairs.GetValueOrDefault((b[i - 1], b[i])) is var left and > 0)
            {
                pairs[(b[i - 1], b[i])] = left - 1;
                common++;
            }
        }
        return 2.0 * common / (a.Length + b.Length - 2);
    }
}
