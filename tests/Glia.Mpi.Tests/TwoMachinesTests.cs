using System.Diagnostics;

namespace Glia.Mpi.Tests;

/// <summary>Two processes on machines with networks of their own.</summary>
public sealed class TwoMachinesTests : IDisposable
{
    private readonly PictureRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void Two_machines_give_the_weights_of_one()
    {
        string launcher = Launched.Require("mpirun.openmpi"), file = _runs.Experiment("cnn", "", 2);
        using TwoMachines machines = TwoMachines.Connect(_runs.Path);
        Assert.Equal(0, Launched.Alone(_runs.Path, "train", file, "-o", "alone", "--threads", "1").Code);
        long before = machines.Received();
        Launched.Result together = Launched.Finish(machines.Begin(_runs.Path, launcher, "train", file, "-o", "together", "--threads", "1"));
        Assert.True(together.Code == 0, together.Errors);
        Assert.Equal(_runs.Weights("alone"), _runs.Weights("together"));
        Assert.Equal(_runs.History("alone"), _runs.History("together"));
        Assert.Contains("8 leaves on 2 processes", together.Output, StringComparison.Ordinal);
        // Two epochs of six steps, half of the gradients in each, went over the cable at least.
        long came = machines.Received() - before, gradients = new FileInfo(_runs["together/model.safetensors"]).Length;
        TestContext.Current.TestOutputHelper!.WriteLine($"{came:N0} bytes came over the cable, the model has {gradients:N0}");
        Assert.True(came > 6 * gradients, $"{came:N0} bytes came over the cable");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task When_one_machine_loses_its_process_the_run_ends_with_a_sentence_and_goes_on_alone(int rank)
    {
        string launcher = Launched.Require("mpirun.openmpi"), file = _runs.Experiment("cnn", "", 60);
        using TwoMachines machines = TwoMachines.Connect(_runs.Path);
        Assert.Equal(0, Launched.Alone(_runs.Path, "train", file, "-o", "alone", "--threads", "1").Code);
        using Process launched =
            machines.Begin(_runs.Path, launcher, "train", file, "-o", "killed", "--threads", "1", "--checkpoint-every", "2epochs");
        Task<string> output = launched.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> errors = launched.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await Launched.History(launched, _runs["killed"], 6);
        await Launched.Kill(file, rank);
        Assert.NotEqual(0, await Launched.Code(launched));
        Assert.Contains((await errors).Split('\n'), line => line.StartsWith("One of the 2 processes ended", StringComparison.Ordinal)
            && line.TrimEnd().EndsWith("glia train --resume killed", StringComparison.Ordinal));
        Launched.Result resumed = Launched.Alone(_runs.Path, "train", "--resume", "killed", "--threads", "1");
        Assert.True(resumed.Code == 0, resumed.Errors);
        Assert.Equal(_runs.Weights("alone"), _runs.Weights("killed"));
        Assert.Equal(_runs.History("alone"), _runs.History("killed"));
        await output;
    }
}
