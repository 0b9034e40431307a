using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Coordination.Core;
using Coordination.Log;
using Xunit;

namespace Coordination.Persistence.Tests;

/// <summary>
/// Every event type and every state ever released still loads. <c>Golden/TYPE/NAME.json</c> holds one of each as it was stored; a
/// file is added with its type and never changed. For a new type run the tests once with <c>COORDINATION_GOLDEN=write</c> and
/// look at what was written. A type that is written in another form since has <c>NAME.before.json</c> besides, as it was stored until then.
/// </summary>
public sealed class GoldenTests
{
    private static readonly string Folder = Path.Combine(SourceFolder(), "..", "Golden");

    private const string Before = ".before.json";

    private static readonly IReadOnlyList<IAggregate> Aggregates =
        [.. from type in typeof(MachineGrain<,,>).Assembly.GetTypes()
            from field in type.GetFields(BindingFlags.Public | BindingFlags.Static)
            where field.FieldType.IsAssignableTo(typeof(IAggregate))
            let aggregate = (IAggregate)field.GetValue(null)!
            orderby aggregate.GrainType
            select aggregate];

    private static readonly JsonSerializerOptions Json = new(StoreJson.Create(Aggregates)) { WriteIndented = true };

    public static TheoryData<string, string> Stored => new(
        from aggregate in Aggregates
        from stored in Types(aggregate)
        select new TheoryDataRow<string, string>(aggregate.GrainType, stored.Key));

    [Theory, MemberData(nameof(Stored))]
    public void Every_stored_type_has_a_golden_file_that_loads_to_the_same(string grainType, string name)
    {
        var type = Types(Aggregates.Single(a => a.GrainType == grainType))[name];
        var file = Path.Combine(Folder, grainType, name.Replace('/', '-') + ".json");
        if (!File.Exists(file) && Environment.GetEnvironmentVariable("COORDINATION_GOLDEN") == "write")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, JsonSerializer.Serialize(GoldenSample.Of(type), type.BaseOfEvent, Json) + "\n");
        }
        Assert.True(File.Exists(file), $"{grainType}/{name} has no golden file: run the tests once with COORDINATION_GOLDEN=write, look at it, commit it.");
        var golden = JsonNode.Parse(File.ReadAllText(file))!;

        var loaded = golden.Deserialize(type.BaseOfEvent, Json)!;
        var again = JsonSerializer.SerializeToNode(loaded, type.BaseOfEvent, Json)!;

        Assert.IsType(type.Type, loaded);
        AssertHolds(golden, again, name);
    }

    [Fact]
    public void What_was_stored_in_an_earlier_form_loads_to_the_same()
    {
        var earlier = Directory.EnumerateFiles(Folder, "*" + Before, SearchOption.AllDirectories).ToList();

        Assert.NotEmpty(earlier);
        Assert.All(earlier, file =>
        {
            var type = Types(Aggregates.Single(a => a.GrainType == Path.GetFileName(Path.GetDirectoryName(file))))[Path.GetFileName(file)[..^Before.Length]];
            string Loaded(string path) => JsonSerializer.Serialize(JsonSerializer.Deserialize(File.ReadAllText(path), type.BaseOfEvent, Json), type.BaseOfEvent, Json);

            Assert.Equal(Loaded(file[..^Before.Length] + ".json"), Loaded(file));
        });
    }

    [Fact]
    public void Every_golden_file_belongs_to_a_type_that_still_loads()
    {
        var known = Aggregates.SelectMany(a => Types(a).Keys.Select(name => Path.Combine(a.GrainType, name.Replace('/', '-') + ".json"))).ToHashSet();

        var orphans = Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Folder, file).Replace(Before, ".json", StringComparison.Ordinal)).Where(file => !known.Contains(file));

        Assert.Empty(orphans);
    }

    /// <summary>All that was stored must come back; later fields may stand beside it.</summary>
    private static void AssertHolds(JsonNode? golden, JsonNode? again, string path)
    {
        switch (golden)
        {
            case JsonObject expected:
                foreach (var (name, value) in expected)
                {
                    AssertHolds(value, again is JsonObject actual ? actual[name] : null, $"{path}.{name}");
                }
                break;
            case JsonArray expected:
                Assert.True(again is JsonArray same && same.Count == expected.Count, $"{path} has another length.");
                for (var i = 0; i < expected.Count; i++)
                {
                    AssertHolds(expected[i], again![i], $"{path}[{i}]");
                }
                break;
            default:
                Assert.True(JsonNode.DeepEquals(golden, again), $"{path} was {golden?.ToJsonString()} and is {again?.ToJsonString()}.");
                break;
        }
    }

    /// <summary>The stored types of an aggregate by the name of their file.</summary>
    private static Dictionary<string, StoredType> Types(IAggregate aggregate)
    {
        var arguments = aggregate.GetType().GetGenericArguments();
        var types = arguments[1].GetCustomAttributes<JsonDerivedTypeAttribute>()
            .ToDictionary(derived => (string)derived.TypeDiscriminator!, derived => new StoredType(derived.DerivedType, arguments[1]));
        types.Add("state", new(arguments[0], arguments[0]));
        return types;
    }

    private static string SourceFolder([System.Runtime.CompilerServices.CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}

/// <param name="BaseOfEvent">What it is stored as: the event's base, which writes <c>$type</c>; a state itself.</param>
public sealed record StoredType(Type Type, Type BaseOfEvent);
