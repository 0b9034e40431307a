using System.Buffers;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Coordination.JointOperations;

/// <summary>
/// The hash that consent names. Over JSON as of RFC 8785 (members and lists in ordinal order, no white space), so that a party's
/// system can compute it itself. What is no term of consent is left out: deadlines of the procedure, addresses and notes.
/// </summary>
public static class PlanHash
{
    private static readonly JsonWriterOptions Canonical = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>SHA-256 of <see cref="CanonicalForm"/>, lower-case hex.</summary>
    public static string Of(Plan plan) => Convert.ToHexStringLower(SHA256.HashData(CanonicalForm(plan)));

    /// <summary>Equal for two plans exactly if they ask the same of the same parties.</summary>
    public static byte[] CanonicalForm(Plan plan) => Bytes(writer =>
    {
        writer.WriteStartObject();
        WriteCommonTerms(writer, plan);
        writer.WriteStartArray("parties");
        foreach (var party in plan.Parties.OrderBy(party => party.Code))
        {
            WriteParty(writer, party);
        }
        writer.WriteEndArray();
        WriteQuorum(writer, plan.Quorum);
        writer.WriteString("tZero", Wire.Time(plan.TZero));
        WriteTargets(writer, plan.Targets);
        writer.WriteEndObject();
    });

    /// <summary>What concerns every party, T0 apart: two plans that differ here ask all for consent anew.</summary>
    public static byte[] SharedTerms(Plan plan) => Bytes(writer =>
    {
        writer.WriteStartObject();
        WriteCommonTerms(writer, plan);
        WriteStrings(writer, "parties", plan.Parties.Select(party => party.Code.Value));
        WriteQuorum(writer, plan.Quorum);
        writer.WriteEndObject();
    });

    /// <summary>What concerns <paramref name="party"/> alone.</summary>
    public static byte[] OwnTerms(Plan plan, JurisdictionCode party) => Bytes(writer =>
    {
        writer.WriteStartObject();
        writer.WritePropertyName("party");
        WriteParty(writer, plan.Parties.Single(planned => planned.Code == party));
        WriteTargets(writer, plan.Targets.Where(target => target.Party == party));
        writer.WriteEndObject();
    });

    private static void WriteCommonTerms(Utf8JsonWriter writer, Plan plan)
    {
        writer.WriteString("disconnectedPolicy", Wire.Name(plan.DisconnectedPolicy));
        writer.WriteNumber("format", 1);
    }

    private static void WriteParty(Utf8JsonWriter writer, PlanParty party)
    {
        writer.WriteStartObject();
        writer.WriteString("code", party.Code.Value);
        WriteStrings(writer, "teams", party.Teams);
        writer.WriteEndObject();
    }

    private static void WriteQuorum(Utf8JsonWriter writer, Quorum quorum)
    {
        writer.WriteStartObject("quorum");
        WriteStrings(writer, "core", quorum.Rule is QuorumRule.AllCore ? quorum.Core.Select(code => code.Value) : []);
        writer.WriteNumber("count", quorum.Rule is QuorumRule.AtLeast ? quorum.Count : 0);
        writer.WriteString("rule", Wire.Name(quorum.Rule));
        writer.WriteEndObject();
    }

    private static void WriteTargets(Utf8JsonWriter writer, IEnumerable<PlanTarget> targets)
    {
        writer.WriteStartArray("targets");
        foreach (var target in targets.OrderBy(target => target.Id, StringComparer.Ordinal))
        {
            writer.WriteStartObject();
            writer.WriteString("id", target.Id);
            WriteStrings(writer, "measures", target.Measures.Select(Wire.Name));
            writer.WriteString("party", target.Party.Value);
            writer.WriteString("subject", target.Subject);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void WriteStrings(Utf8JsonWriter writer, string name, IEnumerable<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values.Distinct().Order(StringComparer.Ordinal))
        {
            writer.WriteStringValue(value);
        }
        writer.WriteEndArray();
    }

    private static byte[] Bytes(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Canonical))
        {
            write(writer);
        }
        return buffer.WrittenSpan.ToArray();
    }
}
