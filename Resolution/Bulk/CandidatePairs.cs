using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Coordination.Resolution;

/// <summary>The pairs of records that share a key, for a set of records known as a whole.</summary>
internal static class CandidatePairs
{
    private const int Shards = 64;
    private const int KeysPerRecord = 14; // a little above the usual, to grow no list

    /// <summary>One record under one key; sorted, the members of a key stand together.</summary>
    private readonly record struct Entry(ulong Key, int Record) : IComparable<Entry>
    {
        public int CompareTo(Entry other) => Key != other.Key ? Key.CompareTo(other.Key) : Record.CompareTo(other.Record);
    }

    /// <summary>Pairs of positions, the lower first, each once, ordered; a part for each stretch of positions.</summary>
    public static (int First, int Second)[][] Find(IReadOnlyList<NormalizedRecord> records, ParallelOptions parallel)
    {
        var shards = Sharded(records, parallel);
        var byKey = new List<long>[Shards];
        Parallel.For(0, Shards, parallel, shard => byKey[shard] = WithinKeys(shards[shard], records));

        var parts = new (int, int)[Shards][];
        Parallel.For(0, Shards, parallel, part => parts[part] = Part(byKey, part, records.Count));
        return parts;
    }

    /// <summary>Entries by shard of their key, made by several workers; sorting later takes away who made which.</summary>
    private static Entry[][] Sharded(IReadOnlyList<NormalizedRecord> records, ParallelOptions parallel)
    {
        var workers = parallel.MaxDegreeOfParallelism;
        var made = new List<Entry>[workers][];
        Parallel.For(0, workers, parallel, worker =>
        {
            var capacity = records.Count * KeysPerRecord / (Shards * workers);
            List<Entry>[] own = [.. Enumerable.Range(0, Shards).Select(_ => new List<Entry>(capacity))];
            for (var i = worker; i < records.Count; i += workers)
            {
                foreach (var key in MatchKeys.Keys(records[i]))
                {
                    var hash = Hash(key);
                    own[(int)(hash % Shards)].Add(new Entry(hash, i));
                }
            }
            made[worker] = own;
        });
        return [.. Enumerable.Range(0, Shards).Select(shard => made.SelectMany(own => own[shard]).ToArray())];
    }

    private static List<long> WithinKeys(Entry[] entries, IReadOnlyList<NormalizedRecord> records)
    {
        Array.Sort(entries);
        var pairs = new List<long>(entries.Length);
        var all = entries.AsSpan();
        for (int start = 0, end; start < all.Length; start = end)
        {
            end = start + 1;
            while (end < all.Length && all[end].Key == all[start].Key) { end++; }
            var members = all[start..end];
            if (members.Length <= HotKey.MembersMax) { AddPairs(members, pairs); }
            else { AddParts(members, records, pairs); }
        }
        return pairs;
    }

    private static void AddParts(Span<Entry> members, IReadOnlyList<NormalizedRecord> records, List<long> pairs)
    {
        var parts = new Dictionary<string, List<Entry>>(StringComparer.Ordinal);
        foreach (var member in members)
        {
            if (HotKey.Part(records[member.Record]) is not { } part) { continue; }
            if (!parts.TryGetValue(part, out var list)) { parts[part] = list = []; }
            list.Add(member);
        }
        foreach (var part in parts.Values)
        {
            if (part.Count <= HotKey.MembersMax) { AddPairs(CollectionsMarshal.AsSpan(part), pairs); }
        }
    }

    private static void AddPairs(ReadOnlySpan<Entry> members, List<long> pairs)
    {
        for (var i = 0; i < members.Length; i++)
        {
            for (var j = i + 1; j < members.Length; j++)
            {
                if (members[i].Record != members[j].Record) { pairs.Add(((long)members[i].Record << 32) | (uint)members[j].Record); }
            }
        }
    }

    private static (int, int)[] Part(List<long>[] byKey, int part, int count)
    {
        var (from, to) = ((long)count * part / Shards, (long)count * (part + 1) / Shards);
        var own = new List<long>();
        foreach (var list in byKey)
        {
            foreach (var pair in list)
            {
                if (pair >> 32 >= from && pair >> 32 < to) { own.Add(pair); }
            }
        }
        own.Sort();
        var result = new List<(int, int)>(own.Count);
        for (var i = 0; i < own.Count; i++)
        {
            if (i == 0 || own[i] != own[i - 1]) { result.Add(((int)(own[i] >> 32), (int)own[i])); }
        }
        return [.. result];
    }

    private static ulong Hash(MatchKey key) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(key.Text.AsSpan()), (long)key.Family);
}
