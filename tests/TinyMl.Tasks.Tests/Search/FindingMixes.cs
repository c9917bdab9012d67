using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Budget;
using TinyMl.Tasks.Emit;
using TinyMl.Tasks.Search;

namespace TinyMl.Tasks.Tests.Search;

[TestClass]
public sealed class FindingMixes
{
    private static readonly Gen<ImmutableArray<ImmutableArray<PricedChoice>>> AnyLayers =
        Gen.Select(Gen.Int[0, 60], Gen.Int[0, 20]).Select(pair => new PricedChoice(pair.Item1, pair.Item2))
            .Array[1, 4].Select(choices => choices.ToImmutableArray())
            .Array[1, 5].Select(layers => layers.ToImmutableArray());

    [TestMethod]
    public void TheFrontierHasExactlyTheMixesThatNoOtherBeats() => AnyLayers.Sample(layers =>
    {
        (long Bytes, double Noise)[] all = [.. AllMixes(layers).Select(mix => Sum(layers, mix))];
        (long, double)[] expected = [.. all.Where(one => !all.Any(other => other != one && other.Bytes <= one.Bytes && other.Noise <= one.Noise)).Distinct().Order()];

        var frontier = new MixFrontier(layers);

        CollectionAssert.AreEqual(expected, Enumerable.Range(0, frontier.Count).Select(i => Sum(layers, frontier.Mix(i))).ToArray());
        CollectionAssert.AreEqual(expected.Select(point => point.Item1).ToArray(), Enumerable.Range(0, frontier.Count).Select(frontier.Bytes).ToArray());
    });

    [TestMethod]
    public void WithinABudgetLiesTheMixOfLeastNoise() => Gen.Select(AnyLayers, Gen.Int[-1, 300]).Sample((layers, budget) =>
    {
        double[] noises = [.. AllMixes(layers).Select(mix => Sum(layers, mix)).Where(sum => sum.Bytes <= budget).Select(sum => sum.Noise)];
        var frontier = new MixFrontier(layers);

        int index = frontier.Within(budget);

        if (noises.Length == 0) Assert.AreEqual(-1, index);
        else Assert.AreEqual(noises.Min(), Sum(layers, frontier.Mix(index)).Noise);
    });

    [TestMethod]
    public void LargeModelsAreCountedInUnitsAndNeverTakeMoreThanTheySeemTo()
    {
        var random = new Random(1);
        ImmutableArray<ImmutableArray<PricedChoice>> layers =
        [
            .. Enumerable.Range(0, 60).Select(_ =>
            {
                int bytes = random.Next(1, 400_000);
                return ImmutableArray.Create(new PricedChoice(bytes, 0), new PricedChoice(bytes / 2, random.NextDouble()), new PricedChoice(bytes / 4, 1 + random.NextDouble()));
            }),
        ];

        var frontier = new MixFrontier(layers);

        Assert.IsTrue(Enumerable.Range(0, frontier.Count).Where(i => i % 100 == 0).All(i => Sum(layers, frontier.Mix(i)).Bytes <= frontier.Bytes(i)));
        Assert.AreEqual(0, Sum(layers, frontier.Mix(frontier.Count - 1)).Noise);
    }

    [TestMethod]
    public void UnderAFlashBudgetTheLeastNoiseThatFitsIsTaken()
    {
        var model = new Model();

        foreach (int budget in Enumerable.Range(0, 20).Select(i => 5200 + (i * 300)))
        {
            SearchResult result = Run(model, new SearchGoal(budget, null, null));

            // One byte for every step of the scale, of what the sizes of weights do not tell.
            double least = AllMixes(model.Layers).Where(mix => Model.Flash(mix, model.Layers) <= budget - 16).Min(mix => Sum(model.Layers, mix).Noise);
            Trial taken = result.Trials[result.Taken];
            Assert.IsLessThanOrEqualTo(budget, taken.Footprint.Flash);
            Assert.IsLessThanOrEqualTo(least, Sum(model.Layers, taken.Mix).Noise, $"{budget}");
        }
    }

    [TestMethod]
    public void WithoutABudgetTheSmallestTriedThatIsAccurateEnoughIsTaken()
    {
        var model = new Model();

        SearchResult result = Run(model, new SearchGoal(null, null, -0.02));

        Trial taken = result.Trials[result.Taken];
        Assert.IsGreaterThanOrEqualTo(0.9, taken.Accuracy.Packed);
        Assert.IsTrue(result.Trials[..result.Taken].All(trial => trial.Accuracy.Packed < 0.9 || trial.Footprint.Flash == taken.Footprint.Flash));
        Assert.IsLessThan(result.Trials[^1].Footprint.Flash, taken.Footprint.Flash);
    }

    [TestMethod]
    public void AMixThatIsNotAccurateEnoughIsMendedWithinTheBudget()
    {
        // Together the first two layers are worse than alone.
        var model = new Model { Together = mix => mix[0] == 2 && mix[1] == 2 ? 0.2 : 0 };

        SearchResult result = Run(model, new SearchGoal(6500, null, -0.06));

        Assert.IsTrue(result.Trials[result.Taken].Meets(new SearchGoal(6500, null, -0.06)), result.Trials[result.Taken].ToString());
    }

    [TestMethod]
    public void WhereNothingMeetsTheGoalTheNearestPointsOnBothSidesWereTried()
    {
        var model = new Model();
        var goal = new SearchGoal(6000, null, -0.005);

        SearchResult result = Run(model, goal);

        Trial taken = result.Trials[result.Taken];
        Assert.IsTrue(taken.Fits(goal));
        Assert.IsFalse(taken.IsAccurate(goal));
        Assert.AreEqual(result.Trials.Where(trial => trial.Fits(goal)).Max(trial => trial.Accuracy.Packed), taken.Accuracy.Packed);
        Assert.IsTrue(result.Trials.Any(trial => trial.IsAccurate(goal)));
    }

    [TestMethod]
    public void WhatIsFinishedAlreadyIsTakenWhereItIsBetter()
    {
        // A mix that no sum of prices shows, as the layers make up for each other.
        int[] mix = [0, 1, 0, 1, 2, 0];
        var model = new Model { Together = other => other.SequenceEqual(mix) ? -1 : 0 };
        Trial[] finished = [model.Finish([0, 0, 0, 0, 0, 0]), model.Finish([.. mix])];

        SearchResult result = MixSearch.Run(model, [.. finished], new SearchGoal(finished[1].Footprint.Flash, null, null));

        Assert.AreSame(finished[1], result.Trials[result.Taken]);
        Assert.IsTrue(result.Trials.Count(trial => trial.IsFinal) > 2);
    }

    [TestMethod]
    public void WhatTakesMoreThanItsTrialMakesRoomForASmallerMix()
    {
        // The first try fills 6,000 bytes but for a few, and ends beyond.
        SearchResult result = Run(new Model { Overrun = 50 }, new SearchGoal(6000, null, null));

        Trial taken = result.Trials[result.Taken];
        Assert.IsTrue(taken.IsFinal);
        Assert.IsLessThanOrEqualTo(6000, taken.Footprint.Flash);
        Assert.IsGreaterThan(5400, taken.Footprint.Flash);
    }

    [TestMethod]
    public void WhereNothingFitsTheSmallestIsTaken()
    {
        SearchResult result = Run(new Model(), new SearchGoal(100, null, null));

        Assert.AreEqual(0, result.Taken);
        Assert.IsTrue(result.Trials[0].Mix.All(choice => choice == 2));
    }

    [TestMethod]
    public void NoMixIsTriedTwiceAndFewAreTried()
    {
        foreach (var goal in new SearchGoal[] { new(6000, null, null), new(6000, null, 0.93), new(null, null, 0.9), new(null, null, 1), new(null, null, 0) })
        {
            var model = new Model();
            SearchResult result = Run(model, goal);

            Assert.AreEqual(result.Trials.Length, model.Tries + 1);
            Assert.IsTrue(result.Trials[result.Taken].IsFinal);
            Assert.IsLessThanOrEqualTo(MixSearch.MostTrials, model.Tries);
        }
    }

    private static SearchResult Run(Model model, SearchGoal goal) => MixSearch.Run(model, [model.Finish([0, 0, 0, 0, 0, 0])], goal);

    private static IEnumerable<ImmutableArray<int>> AllMixes(ImmutableArray<ImmutableArray<PricedChoice>> layers) => layers.Aggregate(
        (IEnumerable<ImmutableArray<int>>)[[]], (mixes, choices) => mixes.SelectMany(mix => Enumerable.Range(0, choices.Length).Select(choice => mix.Add(choice))));

    private static (long Bytes, double Noise) Sum(ImmutableArray<ImmutableArray<PricedChoice>> layers, ImmutableArray<int> mix) =>
        (mix.Select((choice, layer) => (long)layers[layer][choice].Bytes).Sum(), mix.Select((choice, layer) => layers[layer][choice].Noise).Sum());

    /// <summary>Six layers at 8, 4 and 2 bits, whose accuracy falls with their noise.</summary>
    private sealed class Model : IMixedModel
    {
        public ImmutableArray<ImmutableArray<PricedChoice>> Layers { get; } =
        [
            .. Enumerable.Range(1, 6).Select(i => ImmutableArray.Create(
                new PricedChoice(400 * i, 0), new PricedChoice(200 * i, 0.001 * (7 - i)), new PricedChoice(100 * i, 0.02 * (7 - i)))),
        ];

        public Func<ImmutableArray<int>, double> Together { get; init; } = _ => 0;

        /// <summary>What mixes take beyond their trial when they are finished.</summary>
        public int Overrun { get; init; }

        public int Tries { get; private set; }

        public static long Flash(ImmutableArray<int> mix, ImmutableArray<ImmutableArray<PricedChoice>> layers) => 2000 + Sum(layers, mix).Bytes + (mix.Sum() % 7);

        public Trial Try(ImmutableArray<int> mix)
        {
            Tries++;
            return Measure(mix, Flash(mix, Layers), isFinal: false);
        }

        public Trial Finish(ImmutableArray<int> mix) => Measure(mix, Flash(mix, Layers) + (mix.All(choice => choice == 0) ? 0 : Overrun), isFinal: true);

        private Trial Measure(ImmutableArray<int> mix, long flash, bool isFinal)
        {
            double noise = Sum(Layers, mix).Noise, packed = Math.Max(0, 0.92 - (0.5 * noise) - Together(mix));
            return new Trial(mix, new Footprint(flash, 1000), new AccuracyReport("top-1", 0.92, packed, 200, packed, 20 - noise - Together(mix)), isFinal);
        }
    }
}
