namespace Coordination.Resolution;

/// <summary>Sex as a record states it, or as a resident id's 17th digit says (odd: male).</summary>
public enum Sex : byte
{
    Unspecified = 0,
    Male = 1,
    Female = 2,
}
