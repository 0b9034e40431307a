using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Coordination.Resolution;

/// <summary>The pairs of records that share a key, for a set of records known as a whole.</summary>
internal static class CandidatePairs
{
    private const int Shards = 64;
    private const int KeysPerRecord = 9; // a little above the usual, to grow no list

    /// <summary>Pairs of positions, the lower first, each once, ordered; a part for each stretch of positions.</summary>
    public static (int First, int Second)[][] Find(IReadOnlyList<NormalizedRecord> records, ParallelOptions parallel)
    {
        var shards = Sharded(records, parallel);
        var byKey = new PairsByStretch[Shards];
        Parallel.For(0, Shards, parallel, shard =>
        {
            byKey[shard] = new(records.Count);
            WithinKeys(shards, shard, records, byKey[shard]);
        });

        var parts = new (int, int)[Shards][];
        Parallel.For(0, Shards, parallel, part => parts[part] = Part(byKey, part));
        return parts;
    }

    /// <summary>Keys and their records by shard of the key, made by several workers; sorting later takes away who made which.</summary>
    private static HashedKeys[] Sharded(IReadOnlyList<NormalizedRecord> records, ParallelOptions parallel)
    {
        var made = new HashedKeys[parallel.MaxDegreeOfParallelism];
        Parallel.For(0, made.Length, parallel, worker =>
        {
            var own = new HashedKeys(records.Count * KeysPerRecord / (Shards * made.Length));
            for (var i = worker; i < records.Count; i += made.Length)
            {
                own.Record = i;
                MatchKeys.Give(records[i], own);
            }
            made[worker] = own;
        });
        return made;
    }

    private static void WithinKeys(HashedKeys[] made, int shard, IReadOnlyList<NormalizedRecord> records, PairsByStretch pairs)
    {
        ulong[] keys = [.. made.SelectMany(own => own.Keys[shard])];
        int[] holders = [.. made.SelectMany(own => own.Records[shard])];
        Array.Sort(keys, holders);
        for (int start = 0, end; start < keys.Length; start = end)
        {
            end = start + 1;
            while (end < keys.Length && keys[end] == keys[start]) { end++; }
            if (end - start == 1) { continue; }
            var members = holders.AsSpan(start..end);
            if (members.Length <= HotKey.MembersMax) { pairs.AddAll(members); }
            else { AddParts(members, records, pairs); }
        }
    }

    private static void AddParts(ReadOnlySpan<int> members, IReadOnlyList<NormalizedRecord> records, PairsByStretch pairs)
    {
        var parts = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        foreach (var member in members)
        {
            if (HotKey.Part(records[member]) is not { } part) { continue; }
            if (!parts.TryGetValue(part, out var list)) { parts[part] = list = []; }
            list.Add(member);
        }
        foreach (var part in parts.Values)
        {
            if (part.Count <= HotKey.MembersMax) { pairs.AddAll(CollectionsMarshal.AsSpan(part)); }
        }
    }

    private static (int, int)[] Part(PairsByStretch[] byKey, int part)
    {
        long[] pairs = [.. byKey.SelectMany(own => own[part])];
        Array.Sort(pairs);
        var result = new List<(int, int)>(pairs.Length);
        for (var i = 0; i < pairs.Length; i++)
        {
            if (i == 0 || pairs[i] != pairs[i - 1]) { result.Add(((int)(pairs[i] >> 32), (int)pairs[i])); }
        }
        return [.. result];
    }

    /// <summary>Keys as hashes, beside the record that holds each.</summary>
    private sealed class HashedKeys(int capacity) : IKeyTaker
    {
        public List<ulong>[] Keys { get; } = [.. Enumerable.Range(0, Shards).Select(_ => new List<ulong>(capacity))];

        public List<int>[] Records { get; } = [.. Enumerable.Range(0, Shards).Select(_ => new List<int>(capacity))];

        /// <summary>Whose keys are being taken.</summary>
        public int Record { get; set; }

        public void Take(KeyFamily family, ReadOnlySpan<char> text, ReadOnlySpan<char> rest)
        {
            var hash = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text), (long)family);
            if (!rest.IsEmpty) { hash = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(rest), (long)hash); }
            Keys[hash % Shards].Add(hash);
            Records[hash % Shards].Add(Record);
        }
    }

    /// <summary>Pairs of positions, put where the stretch of the lower one belongs, the same pair as often as it was found.</summary>
    private sealed class PairsByStretch(int count)
    {
        private readonly List<long>[] _pairs = [.. Enumerable.Range(0, Shards).Select(_ => new List<long>())];
        private readonly int _length = Math.Max(1, (count + Shards - 1) / Shards);

        public IReadOnlyList<long> this[int stretch] => _pairs[stretch];

        public void AddAll(ReadOnlySpan<int> members)
        {
            for (var i = 0; i < members.Length; i++)
            {
                for (var j = i + 1; j < members.Length; j++) { Add(members[i], members[j]); }
            }
        }

        private void Add(int a, int b)
        {
            if (a == b) { return; }
            var (first, second) = a < b ? (a, b) : (b, a);
            _pairs[first / _length].Add(((long)first << 32) | (uint)second);
        }
    }
}
