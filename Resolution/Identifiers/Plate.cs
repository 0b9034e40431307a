namespace Coordination.Resolution;

/// <summary>Vehicle registration plate: province character, office letter, five or six letters and digits (GA 36).</summary>
public static class Plate
{
    /// <summary>The plate in capitals without separators; empty if it has not the length of one.</summary>
    public static string Normalize(string? typed)
    {
        var plate = CharacterWidth.Compact(typed);
        return plate.Length is 7 or 8 ? plate : "";
    }
}
