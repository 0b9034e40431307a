using System.Text.Json;
using Coordination.Log;
using Coordination.Suspects;
using Xunit;

namespace Coordination.Domain.Tests.Suspects;

/// <summary>How a component's evidence is stored.</summary>
public sealed class EdgesJsonConverterTests
{
    private static readonly JsonSerializerOptions Json = StoreJson.Create([SuspectComponentGrain.Definition]);

    [Theory, InlineData(0, 0), InlineData(2, 1), InlineData(3, 2), InlineData(55, 1_485)]
    public void Edges_come_back_as_they_were(int records, int count)
    {
        var edges = Edges(records).Take(count).ToImmutableArray();

        var again = Read(JsonSerializer.Serialize(new SuspectComponent { Edges = edges }, Json));

        Assert.Equal(count, edges.Length);
        Assert.Equal(edges, again.Edges);
    }

    /// <summary>The largest component of the development set is written about once in a hundred settlements: all that is under way waits for it.</summary>
    [Fact]
    public void A_large_component_spells_out_no_record_twice()
    {
        var json = JsonSerializer.Serialize(new SuspectComponent { Edges = [.. Edges(55)] }, Json);

        Assert.Equal(55, json.Split("record-").Length - 1);
        Assert.InRange(json.Length, 0, 30_000);
    }

    [Theory]
    [InlineData("""{"edges":{"text":["a","b"],"edges":[0,2,1.5,0]}}""", "none at 2")]
    [InlineData("""{"edges":{"text":["a","b"],"edges":[0,-1,1.5,0]}}""", "none at -1")]
    [InlineData("""{"edges":{"edges":[],"text":[]}}""", "'text'")]
    [InlineData("""{"edges":{"text":["a"]}}""", "'edges'")]
    [InlineData("""{"edges":{"text":[],"edges":[],"more":1}}""", "nothing else")]
    public void What_is_no_table_of_edges_is_refused(string json, string why) =>
        Assert.Contains(why, Assert.Throws<JsonException>(() => Read(json)).Message, StringComparison.Ordinal);

    private static SuspectComponent Read(string json) => JsonSerializer.Deserialize<SuspectComponent>(json, Json)!;

    private static IEnumerable<Edge> Edges(int records) =>
        from a in Enumerable.Range(0, records)
        from b in Enumerable.Range(0, records)
        where a < b
        select new Edge($"record-{a:x32}", $"record-{b:x32}", Math.Round((a * 7.123) - b, 3), b % 2 == 0 ? "Name, Birth" : "Name, Birth, Document");
}
