namespace Coordination.Resolution;

/// <summary>Where a person is registered. People move and their register seldom does, so that this tells more against than addresses do.</summary>
internal sealed class OriginComparison() : Comparison<TextLevel>("origin")
{
    public override int Level(NormalizedRecord a, NormalizedRecord b) =>
        !a.Registered.HasCity || !b.Registered.HasCity ? (int)TextLevel.Absent
        : a.Registered.Area == b.Registered.Area ? (int)TextLevel.Same
        : (int)TextLevel.Different;
}
