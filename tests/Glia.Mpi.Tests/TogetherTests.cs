using System.Diagnostics;

namespace Glia.Mpi.Tests;

/// <summary>Real processes that a real launcher starts: their number changes no bit, and one that dies loses nothing.</summary>
public sealed class TogetherTests : IDisposable
{
    private const string OpenMpi = "mpirun.openmpi", Mpich = "mpirun.mpich";

    private readonly PictureRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Theory]
    [InlineData("dense", "", OpenMpi, new[] { 1, 2, 3 })]
    [InlineData("cnn", "", OpenMpi, new[] { 2, 3 })]
    [InlineData("cnn", "\"augment\": {\"rotate\": 10, \"shift\": 1, \"erase\": 0.2}, ", OpenMpi, new[] { 2, 3 })]
    [InlineData("cnn", "", Mpich, new[] { 2, 3 })]
    public void Any_number_of_processes_gives_the_weights_of_one(string network, string augment, string launcher, int[] counts)
    {
        launcher = Launched.Require(launcher);
        string file = _runs.Experiment(network, augment, 2);
        Launched.Result alone = Launched.Alone(_runs.Path, "train", file, "-o", "alone", "--threads", "1");
        Assert.Equal((0, ""), (alone.Code, alone.Errors));
        foreach (int count in counts)
        {
            string run = $"together{count}";
            // A thread more with each: neither changes a bit.
            Launched.Result together = Launched.Together(_runs.Path, launcher, count, "train", file, "-o", run, "--threads",
                $"{1 + (count % 2)}");
            Assert.True(together.Code == 0, together.Errors);
            Assert.Equal(_runs.Weights("alone"), _runs.Weights(run));
            Assert.Equal(_runs.History("alone"), _runs.History(run));
            // The first one speaks, and nobody else.
            Assert.Single(together.Output.Split('\n'), line => line.StartsWith("Everything is in ", StringComparison.Ordinal));
            if (count > 1) Assert.Contains($"8 leaves on {count} processes", together.Output, StringComparison.Ordinal);
        }
    }

    // The first one writes; where it is the one that is gone, another says so.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task When_one_is_killed_the_run_ends_with_a_sentence_and_goes_on_with_another_number(int rank)
    {
        string launcher = Launched.Require(OpenMpi);
        Assert.SkipUnless(OperatingSystem.IsLinux(), "processes are found by their environment in /proc");
        string file = _runs.Experiment("cnn", "", 60);
        Assert.Equal(0, Launched.Alone(_runs.Path, "train", file, "-o", "alone", "--threads", "1").Code);
        using Process launched = Launched.Begin(_runs.Path, launcher, 3, "train", file, "-o", "killed", "--threads", "1",
            "--checkpoint-every", "2epochs");
        Task<string> output = launched.StandardOutput.ReadToEndAsync(), errors = launched.StandardError.ReadToEndAsync();
        await Launched.History(launched, _runs["killed"], 6);
        await Launched.Kill(_runs["experiment.json"], rank);
        Launched.Result ended = new(await Launched.Code(launched), await output, await errors);
        Assert.NotEqual(0, ended.Code);
        string sentence = Assert.Single(ended.Errors.Split('\n'), line =>
            line.StartsWith("One of the 3 processes ended", StringComparison.Ordinal));
        Assert.EndsWith("glia train --resume killed", sentence.TrimEnd(), StringComparison.Ordinal);
        // Two go on where three were.
        Launched.Result resumed = Launched.Together(_runs.Path, launcher, 2, "train", "--resume", "killed", "--threads", "1");
        Assert.True(resumed.Code == 0, resumed.Errors);
        Assert.DoesNotContain("damaged", resumed.Errors, StringComparison.Ordinal);
        Assert.Equal(_runs.Weights("alone"), _runs.Weights("killed"));
        Assert.Equal(_runs.History("alone"), _runs.History("killed"));
    }

    [Fact]
    public void What_cannot_be_done_is_said_once()
    {
        string launcher = Launched.Require(OpenMpi);
        string file = _runs.Experiment("dense", "", 1);
        Launched.Result missing = Launched.Together(_runs.Path, launcher, 3, "train", "nothing.csv");
        Assert.Equal(2, missing.Code);
        Assert.Single(missing.Errors.Split('\n'), line => line.Contains("nothing.csv", StringComparison.Ordinal));
        Launched.Result many = Launched.Together(_runs.Path, launcher, 3, "train", file, "--leaves", "2");
        Assert.Equal(2, many.Code);
        Assert.Single(many.Errors.Split('\n'), line => line.StartsWith("There are 3 processes and 2 leaves", StringComparison.Ordinal));
        Assert.False(Directory.Exists(_runs["runs"]));
    }
}
