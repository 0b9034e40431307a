namespace Coordination.Suspects;

/// <summary>Makes a match key storable: a keyed hash, so that the index names nobody and cannot be searched without the store's key.</summary>
public interface IMatchKeyHash
{
    /// <param name="family">What kind of key it is; equal texts of two kinds differ.</param>
    /// <param name="text">The key, personal data.</param>
    /// <returns>64 bits, enough to find candidates by: two keys that share them by chance cost a comparison.</returns>
    long Key(int family, string text);

    /// <inheritdoc cref="Key"/>
    /// <returns>32 lower-case hexadecimal digits: equal for equal texts only.</returns>
    string Of(int family, string text);
}
