namespace Coordination.Suspects;

/// <summary>Makes a match key storable: a keyed hash, so that the index names nobody and cannot be searched without the store's key.</summary>
public interface IMatchKeyHash
{
    /// <param name="family">What kind of key it is; equal texts of two kinds differ.</param>
    /// <param name="text">The key, personal data.</param>
    string Of(int family, string text);
}
