using System.Text;
using Orleans.Storage;

namespace Coordination.Persistence;

/// <summary>
/// The key columns of a grain's row, as the ADO.NET provider computes them for a plain string key. Keys that look like a number or a
/// GUID are refused: the provider stores them as numbers, so that <c>0440000</c> and <c>440000</c>, or <c>AB12</c> and <c>ab12</c>,
/// would be one row.
/// </summary>
public readonly record struct RowKey(int IdHash, int TypeHash, string Type, string Id)
{
    public static RowKey Of(string stateName, GrainId grain, IHasher hasher)
    {
        if (stateName.Contains('`', StringComparison.Ordinal))
        {
            throw new ArgumentException($"'{stateName}': the provider rewrites generic state names; use the grain type's name.", nameof(stateName));
        }
        if (grain.TryGetGuidKey(out _, out _) || grain.TryGetIntegerKey(out _, out _))
        {
            throw new ArgumentException($"'{grain}': the key looks like a number or a GUID and could share a row with another; give it a prefix with a dash.", nameof(grain));
        }
        var id = grain.Key.ToString()!;
        var reversed = Encoding.UTF8.GetBytes(id);
        Array.Reverse(reversed); // as the provider does
        return new(hasher.Hash(reversed), hasher.Hash(Encoding.UTF8.GetBytes(stateName)), stateName, id);
    }
}
