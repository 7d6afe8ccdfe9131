using System.Net;
using System.Text.Json.Nodes;
using Glia.Experiments;
using Glia.Experiments.Recorded;
using Glia.Training;

namespace Glia.Serve.Tests;

/// <summary>A run that goes on, as its events tell it.</summary>
public class LiveTests
{
    [Fact]
    public async Task Every_epoch_is_told_and_the_run_folder_is_that_of_glia_train()
    {
        using var folder = new Folder();
        await using Serving serving = await Serving.Start(Training(folder, epochs: 3));
        using Events events = await Events.Open(serving);
        JsonNode state = await events.Last();
        Assert.Equal(("good", false), ((string)state["mood"]!, (bool)state["running"]!));
        Assert.Equal([1.0, 2, 3], Line(state, "Loss", "training"));
        Assert.Equal([1.0, 2, 3], Line(state, "Accuracy", "test"));
        Assert.Equal("/runs/run", ((string)state["next"]![0]![1]!));
        RunSummaryIsThere(folder["run"]);
        foreach (string path in (string[])["/runs", "/runs/run", "/runs/run/try", "/live", "/try", "/predict"])
            Assert.Equal(HttpStatusCode.OK, (await serving.Client.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task Whoever_was_away_gets_all_that_came_meanwhile_and_nothing_twice()
    {
        using var folder = new Folder();
        await using Serving serving = await Serving.Start(Training(folder, epochs: 4));
        string seen;
        using (Events first = await Events.Open(serving))
        {
            JsonNode state;
            do (seen, state) = await first.Next();
            while (Line(state, "Loss", "training").Length < 1);
        }
        using Events again = await Events.Open(serving, seen);
        JsonNode last = await again.Last();
        Assert.Equal([1.0, 2, 3, 4], Line(last, "Loss", "training"));
        // What is over is told once; who has it is told nothing more.
        using Events after = await Events.Open(serving, again.Seen);
        Task<(string, JsonNode)> next = after.Next();
        Assert.NotSame(next, await Task.WhenAny(next, Task.Delay(1500)));
    }

    [Fact]
    public async Task A_run_is_stopped_and_its_rate_changed_and_the_folder_says_so()
    {
        using var folder = new Folder();
        await using Serving serving = await Serving.Start(Training(folder, epochs: 500));
        using Events events = await Events.Open(serving);
        while (Line((await events.Next()).State, "Loss", "training").Length < 1)
        {
        }
        foreach ((string name, string value, HttpStatusCode status) in new[]
            {
                ("rate", "0.0001", HttpStatusCode.NoContent), ("factor", "0.5", HttpStatusCode.NoContent),
                ("rate", "-1", HttpStatusCode.BadRequest), ("rate", "x", HttpStatusCode.BadRequest),
            })
        {
            using var form = new FormUrlEncodedContent([KeyValuePair.Create(name, value)]);
            Assert.Equal(status, (await serving.Client.PostAsync("/live/rate", form)).StatusCode);
            await Task.Delay(500);
        }
        // Without a script a form leads back to the page.
        serving.Client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        using HttpResponseMessage stop = await serving.Client.PostAsync("/live/stop", null);
        Assert.Equal((HttpStatusCode.SeeOther, "/live"), (stop.StatusCode, stop.Headers.Location!.OriginalString));
        JsonNode last = await events.Last();
        Assert.StartsWith("Stopped after step ", (string)last["sentence"]!, StringComparison.Ordinal);
        JsonNode summary = JsonNode.Parse(await File.ReadAllTextAsync(folder["run/summary.json"]))!;
        Assert.Equal("interrupted", (string)summary["end"]!);
        Assert.Equal([0.0001, 0.00005], summary["rate_changes"]!.AsArray().Select(change => Math.Round((double)change![1]!, 7)));
        string report = await serving.Client.GetStringAsync("/runs/run");
        Assert.Contains("somebody changed the learning rate by hand", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Epochs_that_end_quickly_after_each_other_are_each_told_within_a_tenth_of_a_second()
    {
        using var folder = new Folder();
        await using Serving serving = await Serving.Start(Training(folder, epochs: 40, rows: 500));
        using Events events = await Events.Open(serving);
        var delays = new List<double>();
        int states = 0;
        var clock = System.Diagnostics.Stopwatch.StartNew();
        for (double last = 0; ; states++)
        {
            JsonNode state = (await events.Next()).State;
            double now = (DateTime.UtcNow - DateTime.UnixEpoch).TotalMilliseconds, ended = (double)state["ended"]!;
            if (ended > last) delays.Add(now - ended);
            last = ended;
            if (!(bool)state["running"]!) break;
        }
        delays.Sort();
        TestContext.Current.TestOutputHelper!.WriteLine($"{states} states in {clock.ElapsedMilliseconds} ms; an epoch told after " +
            $"{delays[delays.Count / 2]:0} ms, {delays[^1]:0} ms at most");
        // The machine may be busy; that nothing is kept back by itself shows in the median.
        Assert.InRange(delays[delays.Count / 2], 0, 100);
        Assert.InRange(states, 1, 5 + clock.ElapsedMilliseconds / 40);
    }

    [Fact]
    public async Task A_run_that_was_ended_goes_on_to_the_weights_of_one_that_was_not()
    {
        using var folder = new Folder();
        ExperimentRun whole = MadeModels.DigitsRun(epochs: 3, threads: 1);
        whole.Fit();
        ExperimentRun broken = MadeModels.DigitsRun(epochs: 3, threads: 1);
        using (var recorder = RunRecorder.Begin(folder["run"], broken))
        using (var ending = new EndAfterEpoch())
        {
            recorder.Checkpoint(CheckpointInterval.Epochs(1));
            broken.Fit(null, ending.Token, recorder, ending, new RunWatch(broken));
        }
        ExperimentRun again = MadeModels.DigitsRun(epochs: 3, threads: 1);
        ResumedRun resumed = ResumedRun.Of(folder["run"])!;
        resumed.Read(again);
        Assert.Single(resumed.Epochs);
        await using Serving serving = await Serving.Start(new Served.Training("run", again) { Resumed = resumed });
        using Events events = await Events.Open(serving);
        JsonNode last = await events.Last();
        Assert.Equal([1.0, 2, 3], Line(last, "Loss", "training"));
        // The losses of the steps from the first on.
        Assert.Equal(3, Line(last, "Loss", "training, by step")[^1], 0.1);
        Assert.Equal(whole.Network.Weights.All.ToArray(), again.Network.Weights.All.ToArray());
        RunSummaryIsThere(folder["run"]);
    }

    [Fact]
    public async Task The_doctor_watches_and_what_it_sees_shows_itself_and_is_in_the_report()
    {
        using var folder = new Folder();
        await using Serving serving = await Serving.Start(Training(folder, epochs: 2, rate: 50) with { Doctor = true });
        Assert.Contains("What the doctor sees", await serving.Client.GetStringAsync("/live"), StringComparison.Ordinal);
        using Events events = await Events.Open(serving);
        JsonNode last = await events.Last();
        Assert.InRange((int)last["found"]!, 1, 20);
        Assert.Contains("GLIA065", await serving.Client.GetStringAsync("/live/found"), StringComparison.Ordinal);
        Assert.Contains("The doctor watched while it trained and saw", await serving.Client.GetStringAsync("/runs/run"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_ends_keeps_what_it_trained()
    {
        using var folder = new Folder();
        await using (Serving serving = await Serving.Start(Training(folder, epochs: 500)))
        {
            using Events events = await Events.Open(serving);
            while (Line((await events.Next()).State, "Loss", "training").Length < 1)
            {
            }
        }
        RunSummaryIsThere(folder["run"]);
        Assert.Null(RunFolder.Unfinished(folder["run"]));
    }

    [Fact]
    public async Task A_run_of_another_process_is_followed_until_it_is_over()
    {
        using var folder = new Folder();
        ExperimentRun run = MadeModels.DigitsRun(epochs: 2, threads: 1);
        RunRecorder recorder = RunRecorder.Begin(folder["other"], run);
        await using Serving serving = await Serving.Start(new Served.Run(folder["other"]));
        string page = await serving.Client.GetStringAsync("/runs/other");
        Assert.Contains("Training in another process", page, StringComparison.Ordinal);
        using Events events = await Events.Open(serving, path: "/runs/other/events");
        Task train = Task.Run(() =>
        {
            var history = run.Fit(recorder);
            recorder.Finish(run.Judge(history));
            recorder.Dispose();
        });
        JsonNode last = await events.Last();
        await train;
        Assert.Equal([1.0, 2], Line(last, "Loss", "training"));
        Assert.Contains("To do it again", await serving.Client.GetStringAsync("/runs/other"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_that_takes_nothing_holds_nobody_up()
    {
        using var folder = new Folder();
        await using Serving serving = await Serving.Start(Training(folder, epochs: 3));
        using var stalled = new System.Net.Sockets.TcpClient { ReceiveBufferSize = 1024 };
        await stalled.ConnectAsync("127.0.0.1", serving.Server.Root.Port);
        await stalled.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(
            $"GET /live/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {serving.Server.Address.Query[7..]}\r\n\r\n"));
        using Events events = await Events.Open(serving);
        JsonNode last = await events.Last();
        Assert.Equal([1.0, 2, 3], Line(last, "Loss", "training"));
    }

    internal static Served.Training Training(Folder folder, int epochs, int? rows = null, double? rate = null) =>
        new("mnist", MadeModels.DigitsRun(epochs, threads: 1, rows, rate)) { Folder = folder["run"] };

    private static void RunSummaryIsThere(string folder)
    {
        foreach (string file in (string[])
            [RunFolder.ExperimentFile, RunFolder.HistoryFile, RunFolder.ModelFile, RunFolder.DetailsFile, RunFolder.SummaryFile])
            Assert.True(File.Exists(Path.Combine(folder, file)), file);
    }

    private static double[] Line(JsonNode state, string chart, string line) =>
        [.. state["charts"]!.AsArray().Where(one => (string)one!["title"]! == chart).SelectMany(one => one!["data"]!["s"]!.AsArray())
            .Where(one => (string)one!["n"]! == line).SelectMany(one => one!["x"]!.AsArray()).Select(x => (double)x!)];

    // As a signal would, when the first epoch is over.
    private sealed class EndAfterEpoch : ITrainingObserver, IDisposable
    {
        private readonly CancellationTokenSource _source = new();

        public CancellationToken Token => _source.Token;

        public bool LooksAtGradients => false;

        public Answer OnEpoch(Trainer trainer, EpochReport report)
        {
            _source.Cancel();
            return Answer.Continue;
        }

        public void Dispose() => _source.Dispose();
    }

    /// <summary>A reader of server-sent events.</summary>
    private sealed class Events : IDisposable
    {
        private readonly HttpResponseMessage _answer;
        private readonly StreamReader _reader;

        private Events(HttpResponseMessage answer, Stream stream) => (_answer, _reader) = (answer, new StreamReader(stream));

        public string Seen { get; private set; } = "";

        public static async Task<Events> Open(Serving serving, string? seen = null, string path = "/live/events")
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (seen is not null) request.Headers.Add("Last-Event-ID", seen);
            HttpResponseMessage answer = await serving.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
            return new Events(answer, await answer.Content.ReadAsStreamAsync());
        }

        public async Task<(string Id, JsonNode State)> Next()
        {
            while (await _reader.ReadLineAsync() is { } line)
            {
                if (line.StartsWith("id: ", StringComparison.Ordinal)) Seen = line[4..];
                if (line.StartsWith("data: ", StringComparison.Ordinal)) return (Seen, JsonNode.Parse(line[6..])!);
            }
            throw new InvalidOperationException("The events ended.");
        }

        public async Task<JsonNode> Last()
        {
            JsonNode state;
            do state = (await Next()).State;
            while ((bool)state["running"]!);
            return state;
        }

        public void Dispose()
        {
            _reader.Dispose();
            _answer.Dispose();
        }
    }
}
