using System.CommandLine;
using System.Text.Json.Nodes;
using Coordination.Client.Cli;
using Coordination.Client.Connection;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace Coordination.Client.Api;

/// <summary>Makes a command of a row of the table: its options are the request's fields, so that it can do all that the RPC can.</summary>
public sealed class VerbCommand
{
    private static readonly TimeSpan _deadline = TimeSpan.FromSeconds(30);

    // Fields that have an option of their own, with a meaning of the command line's.
    private static readonly HashSet<string> _conventions = ["name", "parent", "request_id", "validate_only", "etag"];

    private readonly Verb _verb;
    private readonly ApiMethod _method;
    private readonly FieldDescriptor? _nameField;
    private readonly Argument<string>? _name;
    private readonly List<(FieldDescriptor Field, Option Option)> _fields = [];
    private readonly Option<FileInfo?> _file = new("--file", "-f") { Description = "The request as ProtoJSON; options override it." };
    private readonly Option<string?> _requestId = new("--request-id") { Description = "UUID of the request, the same on each retry; made up and printed if absent." };
    private readonly Option<string?> _etag = new("--etag") { Description = "The revision that you saw; if absent, the present one is read just before." };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Only check: the same errors, nothing stored." };
    private readonly Option<bool> _yes = new("--yes") { Description = "Do not ask." };

    private VerbCommand(Verb verb)
    {
        _verb = verb;
        _method = ApiMethod.Of(verb.Rpc);
        _nameField = Field("name") ?? Field("parent");
        _name = _nameField is null ? null : new Argument<string>("name") { Description = "Resource name." };
    }

    public static Command Create(Verb verb)
    {
        var made = new VerbCommand(verb);
        var command = new Command(verb.Name, verb.Does).Runs(made.RunAsync);
        made.AddSymbols(command);
        Profile.AddOptions(command);
        return command;
    }

    private void AddSymbols(Command command)
    {
        if (_name is not null) { command.Add(_name); }
        foreach (var field in _method.Request.Fields.InDeclarationOrder().Where(field => !_conventions.Contains(field.Name)))
        {
            var option = OptionOf(field);
            _fields.Add((field, option));
            command.Add(option);
        }
        if (_fields.Count > 0) { command.Add(_file); }
        if (Field("request_id") is not null) { command.Add(_requestId); }
        if (Field("etag") is not null) { command.Add(_etag); }
        if (Field("validate_only") is not null) { command.Add(_dryRun); }
        if (_verb.Confirm) { command.Add(_yes); }
    }

    private FieldDescriptor? Field(string name) => _method.Request.FindFieldByName(name);

    private static Option OptionOf(FieldDescriptor field)
    {
        var name = $"--{RequestJson.Kebab(field.Name)}";
        var hint = field.FieldType switch
        {
            FieldType.Enum => string.Join(", ", RequestJson.Words(field.EnumType)),
            FieldType.Message => field.MessageType.Name,
            var type => type.ToString().ToLowerInvariant(),
        };
        return field switch
        {
            { IsRepeated: true } => new Option<string[]>(name) { Description = $"{hint}; may be repeated.", AllowMultipleArgumentsPerToken = true, Arity = ArgumentArity.ZeroOrMore },
            { FieldType: FieldType.Bool } => new Option<bool?>(name) { Description = hint },
            _ => new Option<string?>(name) { Description = hint },
        };
    }

    private async Task<int> RunAsync(Session session, ParseResult parsed, CancellationToken cancellation)
    {
        var profile = await Profile.FromAsync(parsed, cancellation);
        using var channel = Channels.Open(profile);
        var call = new CallOptions(Channels.HeadersOf(profile), DateTime.UtcNow + _deadline, cancellation);
        var invoker = channel.CreateCallInvoker();

        var json = Body(parsed);
        if (Field("request_id") is not null && json["requestId"] is null)
        {
            var requestId = parsed.GetValue(_requestId) ?? Guid.CreateVersion7().ToString();
            json["requestId"] = requestId;
            session.Say($"request id {requestId}");
        }
        if (Field("etag") is not null && json["etag"] is null && (parsed.GetValue(_etag) ?? await CurrentEtagAsync(invoker, parsed, call)) is { } etag)
        {
            json["etag"] = etag;
        }
        if (_verb.Confirm && !parsed.GetValue(_yes) && !parsed.GetValue(_dryRun))
        {
            Ask(session, parsed.GetValue(_name!)!);
        }
        var request = Parse(json);
        if (!_method.Descriptor.IsServerStreaming)
        {
            Rendering.Write(session, await _method.Call(invoker, request, call), _verb.Columns);
            return ExitCode.Ok;
        }
        using var stream = _method.Follow(invoker, request, call.WithDeadline(DateTime.MaxValue));
        await foreach (var message in stream.ResponseStream.ReadAllAsync(cancellation))
        {
            Rendering.WriteLine(message);
        }
        return ExitCode.Ok;
    }

    private JsonObject Body(ParseResult parsed)
    {
        var json = _fields.Count > 0 && parsed.GetValue(_file) is { } file
            ? JsonNode.Parse(file.Name == "-" ? Console.In.ReadToEnd() : File.ReadAllText(file.FullName))!.AsObject()
            : [];
        if (_name is not null) { json[_nameField!.JsonName] = parsed.GetValue(_name); }
        if (parsed.GetValue(_dryRun)) { json["validateOnly"] = true; }
        foreach (var (field, option) in _fields.Where(pair => parsed.GetResult(pair.Option) is { Implicit: false }))
        {
            json[field.JsonName] = option switch
            {
                Option<string[]> several => new JsonArray([.. parsed.GetValue(several)!.Select(text => RequestJson.Value(field, text))]),
                Option<bool?> flag => parsed.GetValue(flag),
                _ => RequestJson.Value(field, parsed.GetValue((Option<string?>)option)!),
            };
        }
        return json;
    }

    // The resource's own getter says which revision is the present one.
    private async Task<string?> CurrentEtagAsync(CallInvoker invoker, ParseResult parsed, CallOptions call)
    {
        var getter = _verb.Getter ?? Verbs.All.FirstOrDefault(verb => verb.Noun == _verb.Noun && verb.Name == "get")?.Rpc;
        if (getter is null || _name is null)
        {
            return null;
        }
        var method = ApiMethod.Of(getter);
        var request = JsonParser.Default.Parse(new JsonObject { ["name"] = parsed.GetValue(_name) }.ToJsonString(), method.Request);
        var resource = await method.Call(invoker, request, call);
        return resource.Descriptor.FindFieldByName("etag")?.Accessor.GetValue(resource) as string;
    }

    private void Ask(Session session, string name)
    {
        session.Say($"{_verb.Noun} {_verb.Name} {name}: type the name to go on.");
        if (Console.ReadLine()?.Trim() != name)
        {
            throw new CommandException("Nothing was done. Scripts say --yes.");
        }
    }

    private IMessage Parse(JsonObject json)
    {
        try
        {
            return JsonParser.Default.Parse(json.ToJsonString(), _method.Request);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new CommandException($"That is no {_method.Request.Name}: {e.Message}");
        }
    }
}
