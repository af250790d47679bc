# Ideal points with the two packages scholars use: Rscript irt.R pscl|mcmcpack VOTES.csv OUT.csv
# VOTES.csv: session, rollcall, state, vote (1 yes, 2 abstain, 3 no). Both know yes and no only: abstentions count as no,
# as their users do. pscl is static: it gets the last session. MCMCpack's model moves: it gets all sessions of the file.
arguments <- commandArgs(trailingOnly = TRUE)
votes <- read.csv(arguments[2])
if (arguments[1] == "pscl") votes <- votes[votes$session == max(votes$session), ]
votes$yes <- ifelse(votes$vote == 1, 1, 0)
# neither knows an item that comes back in a later session: it is another item there
votes$rollcall <- paste(votes$session, votes$rollcall)
wide <- tapply(votes$yes, list(votes$state, votes$rollcall), mean)
wide <- wide[, apply(wide, 2, function(x) length(unique(x[!is.na(x)])) > 1)]
set.seed(1)
if (arguments[1] == "pscl") {
  suppressMessages(library(pscl))
  found <- ideal(rollcall(wide, yea = 1, nay = 0, missing = NA), maxiter = 1000, burnin = 200, thin = 10,
                 normalize = TRUE, verbose = FALSE)
  out <- data.frame(state = rownames(wide), session = max(votes$session), value = found$xbar[, 1])
} else {
  suppressMessages(library(MCMCpack))
  when <- tapply(votes$session, votes$rollcall, min)[colnames(wide)]
  first <- min(when)
  found <- MCMCdynamicIRT1d(wide, item.time.map = when - first + 1, burnin = 40, mcmc = 80, thin = 1,
                            verbose = 0, store.item = FALSE)
  means <- colMeans(found)
  means <- means[grepl("^theta\\.", names(means))]
  parts <- sub("^theta\\.", "", names(means))
  out <- data.frame(state = sub("\\.t[0-9]+$", "", parts),
                    session = as.integer(sub("^.*\\.t", "", parts)) + first - 1, value = means)
}
write.csv(out, arguments[3], row.names = FALSE)
cat(nrow(votes), "votes,", nrow(out), "state-sessions\n")
